package io.roarbench.dsl;

import groovy.lang.Closure;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCall;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.transform.stc.AbstractTypeCheckingExtension;
import org.codehaus.groovy.transform.stc.StaticTypeCheckingVisitor;

/**
 * Words Groovy's type errors as errors of scenario files: which block does not know the word, and what was probably meant.
 * Named to the compiler by its class name.
 */
public final class ScenarioTypeChecking extends AbstractTypeCheckingExtension {

    private static final List<String> UNITS = Arrays.stream(Units.class.getMethods())
            .filter(m -> m.getName().startsWith("get") && Modifier.isStatic(m.getModifiers()))
            .map(m -> m.getName().substring(3))
            .map(n -> n.matches("[A-Z][a-z]{2,}.*") ? Character.toLowerCase(n.charAt(0)) + n.substring(1) : n)
            .sorted()
            .toList();

    public ScenarioTypeChecking(StaticTypeCheckingVisitor visitor) {
        super(visitor);
    }

    @Override
    public List<MethodNode> handleMissingMethod(
            ClassNode receiver, String name, ArgumentListExpression arguments, ClassNode[] types, MethodCall call) {
        if (call instanceof MethodCallExpression hidden && name.equals("call")
                && hidden.getObjectExpression() instanceof VariableExpression variable) {
            return refuse("the variable '" + variable.getName() + "' hides the setting of that name; rename the variable",
                    hidden);
        }
        if (!(call instanceof MethodCallExpression method) || !method.isImplicitThis()) {
            return List.of();
        }
        String opener = opener(1);
        Class<?> block = opener == null ? ScenarioScript.class : Keywords.blocks().get(opener);
        List<String> known = keywords(block);
        String place = opener == null ? "a scenario" : opener;
        String shown = "(" + Arrays.stream(types).map(ClassNode::getNameWithoutPackage).collect(Collectors.joining(", ")) + ")";
        String message = known.contains(name)
                ? "'" + name + "' in " + place + " does not take " + shown + "; it takes " + signatures(block, name) + hint(block, name, types)
                : "unknown setting '" + name + "' in " + place + KnownNames.suggestion(name, known)
                        + " (settings: " + String.join(", ", known) + ")";
        return refuse(message, (Expression) call);
    }

    @Override
    public boolean handleUnresolvedVariableExpression(VariableExpression variable) {
        String opener = opener(0);
        String name = variable.getName();
        List<String> settings = keywords(opener == null ? ScenarioScript.class : Keywords.blocks().get(opener));
        refuse(settings.contains(name)
                ? "'" + name + "' is a setting, not a value; put what it takes in parentheses: " + name + "(…)"
                : "unknown name '" + name + "'" + KnownNames.suggestion(name, settings), variable);
        return true;
    }

    @Override
    public boolean handleUnresolvedProperty(PropertyExpression property) {
        ClassNode owner = getType(property.getObjectExpression());
        String name = property.getPropertyAsString();
        boolean number = owner.isDerivedFrom(ClassHelper.Number_TYPE) || ClassHelper.isPrimitiveType(owner);
        List<String> known = number ? UNITS : List.of();
        refuse((number ? "unknown unit '" : "unknown property '") + name + "'" + KnownNames.suggestion(name, known)
                + (number ? " (units: " + String.join(", ", UNITS) + ")" : ""), property);
        return true;
    }

    private List<MethodNode> refuse(String message, Expression where) {
        addStaticTypeError(message, where);
        // A method is returned so that Groovy does not add an error of its own to this one.
        return List.of(newMethod("unknown", ClassHelper.OBJECT_TYPE));
    }

    /** The keyword whose closure this stands in, itself left out if it is a call; null at the top level. */
    private String opener(int innermostLeftOut) {
        return context.getEnclosingMethodCalls().stream()
                .skip(innermostLeftOut)
                .filter(MethodCall.class::isInstance)
                .map(c -> ((MethodCall) c).getMethodAsString())
                .filter(n -> n != null && Keywords.blocks().containsKey(n))
                .findFirst()
                .orElse(null);
    }

    private static List<String> keywords(Class<?> block) {
        return methods(block).stream()
                .filter(m -> m.getParameterCount() > 0 || !m.getName().startsWith("get"))
                .map(Method::getName)
                .distinct()
                .sorted()
                .toList();
    }

    private static String signatures(Class<?> block, String name) {
        return methods(block).stream()
                .filter(m -> m.getName().equals(name))
                .map(m -> Arrays.stream(m.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", ", "(", ")")))
                .sorted()
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    /** What was probably forgotten: a unit after a number, or the block. */
    private static String hint(Class<?> block, String name, ClassNode[] types) {
        List<Class<?>> taken = methods(block).stream().filter(m -> m.getName().equals(name))
                .<Class<?>>flatMap(m -> Arrays.stream(m.getParameterTypes())).toList();
        boolean number = Arrays.stream(types).anyMatch(t -> ClassHelper.isPrimitiveType(t) || t.isDerivedFrom(ClassHelper.Number_TYPE));
        if (number && taken.contains(Duration.class)) {
            return "; a time has a unit, e.g. 20.seconds";
        }
        if (number && taken.contains(Size.class)) {
            return "; a size has a unit, e.g. 16.MB";
        }
        if (number && taken.contains(Share.class)) {
            return "; a share has a unit, e.g. 2.percent";
        }
        boolean closure = Arrays.stream(types).anyMatch(t -> t.getName().equals(Closure.class.getName()));
        return taken.contains(Closure.class) && !closure ? "; it has a block, e.g. " + name + " { … }" : "";
    }

    private static List<Method> methods(Class<?> block) {
        List<Method> methods = new ArrayList<>();
        for (Class<?> c = block; c != null && c.getPackageName().equals(ScenarioScript.class.getPackageName()); c = c.getSuperclass()) {
            Arrays.stream(c.getDeclaredMethods())
                    .filter(m -> Modifier.isPublic(m.getModifiers()) && !m.isSynthetic())
                    .forEach(methods::add);
        }
        return methods;
    }
}
