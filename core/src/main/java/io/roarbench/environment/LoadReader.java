package io.roarbench.environment;

/** Reads {@code /proc/loadavg} and pressure stall information ({@code /proc/pressure}, Linux 4.20). */
final class LoadReader {

    private static final double PERCENT = 100;

    private final MachineFiles files;

    LoadReader(MachineFiles files) {
        this.files = files;
    }

    Load read() {
        String[] fields = files.text("proc/loadavg").split(" ");
        boolean known = fields.length >= 3;
        return new Load(
                known ? Numbers.decimal(fields[0]) : -1,
                known ? Numbers.decimal(fields[1]) : -1,
                known ? Numbers.decimal(fields[2]) : -1,
                pressure("cpu"), pressure("memory"), pressure("io"));
    }

    private double pressure(String resource) {
        double percent = Numbers.decimal(someField(files, resource, "avg10"));
        return percent < 0 ? -1 : percent / PERCENT;
    }

    /** A field of the line "some", e.g. {@code avg10} or {@code total}; empty if unknown. */
    static String someField(MachineFiles files, String resource, String field) {
        for (String line : files.lines("proc/pressure/" + resource)) {
            for (String word : line.split(" ")) {
                if (line.startsWith("some ") && word.startsWith(field + "=")) {
                    return word.substring(field.length() + 1);
                }
            }
        }
        return "";
    }
}
