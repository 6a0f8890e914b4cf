package io.roarbench.linux.bpf;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tracepoint as the kernel describes it in its {@code format} file: where each field lies in the record that a program gets.
 *
 * @param name e.g. "sched_process_exec"
 * @param id for {@code perf_event_open}
 * @param fields in order
 */
public record TracepointFormat(String name, int id, List<Field> fields) {

    private static final Pattern FIELD =
            Pattern.compile("field:(.*?)(\\w+)(\\[\\w*\\])?;\\s*offset:(\\d+);\\s*size:(\\d+);");
    private static final Pattern NAME = Pattern.compile("name: (\\w+)");
    private static final Pattern ID = Pattern.compile("ID: (\\d+)");

    /**
     * One field.
     *
     * @param name its name
     * @param offset from the record's start, bytes
     * @param bytes its size
     */
    public record Field(String name, int offset, int bytes) {
    }

    /** Parses the text of a {@code format} file. */
    public static TracepointFormat parse(String text) {
        List<Field> fields = new ArrayList<>();
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            fields.add(new Field(field.group(2), Integer.parseInt(field.group(4)), Integer.parseInt(field.group(5))));
        }
        return new TracepointFormat(first(NAME, text), Integer.parseInt(first(ID, text)), List.copyOf(fields));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("not a tracepoint format: no " + pattern + " in\n" + text);
        }
        return matcher.group(1);
    }

    /** A field by name. @throws IllegalArgumentException if this kernel's tracepoint has none */
    public Field field(String wanted) {
        return fields.stream().filter(field -> field.name().equals(wanted)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("this kernel's tracepoint " + name + " has no field " + wanted));
    }
}
