package io.roarbench.dsl;

import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassCodeVisitorSupport;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.classgen.GeneratorContext;
import org.codehaus.groovy.control.CompilePhase;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.customizers.CompilationCustomizer;

/**
 * Refuses annotations that download code or run it while a file is merely parsed. Hygiene, so that a shared file runs the
 * same everywhere and {@code plan} is what it says; not a sandbox.
 */
final class RefusedAnnotations extends CompilationCustomizer {

    private static final Set<String> REFUSED = Set.of(
            "Grab", "Grapes", "GrabConfig", "GrabExclude", "GrabResolver", "ASTTest", "AnnotationCollector");

    RefusedAnnotations() {
        super(CompilePhase.CONVERSION);
    }

    @Override
    public void call(SourceUnit source, GeneratorContext context, ClassNode node) {
        ModuleNode module = source.getAST();
        module.getImports().forEach(i -> check(source, i));
        module.getStarImports().forEach(i -> check(source, i));
        module.getStaticImports().values().forEach(i -> check(source, i));
        module.getStaticStarImports().values().forEach(i -> check(source, i));
        if (module.getPackage() != null) {
            check(source, module.getPackage());
        }
        new ClassCodeVisitorSupport() {
            @Override
            protected SourceUnit getSourceUnit() {
                return source;
            }

            @Override
            public void visitAnnotations(AnnotatedNode annotated) {
                check(source, annotated);
            }
        }.visitClass(node);
    }

    private static void check(SourceUnit source, AnnotatedNode node) {
        List<AnnotationNode> annotations = node.getAnnotations();
        for (AnnotationNode annotation : annotations) {
            String name = annotation.getClassNode().getNameWithoutPackage();
            boolean extensible = annotation.getMember("extensions") != null && !(node instanceof ImportNode)
                    && annotation.getLineNumber() > 0;
            if (REFUSED.contains(name) || extensible) {
                source.addError(new org.codehaus.groovy.syntax.SyntaxException(
                        "@" + name + " is refused in scenario files: it runs code while the file is read",
                        annotation.getLineNumber(), annotation.getColumnNumber()));
            }
        }
    }
}
