package io.roarbench.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Optional;
import java.util.Set;

/**
 * The arguments of {@code roar-bench hash}. The plain forms of them can be read without picocli: it takes longer to start
 * than hashing a small file does. What is plain is read as {@link HashCommand} would be filled by picocli; all else is left
 * to it.
 *
 * @param algorithms labels in their order; empty for the default
 * @param threads    0 for as many as there are CPUs
 * @param files      names; empty for standard input
 */
record HashArguments(List<String> algorithms, String provider, int threads, String io, boolean tag, boolean json,
                     List<String> files) {

    private static final Set<String> WITH_VALUE = Set.of("-a", "--algorithm", "--provider", "--threads", "--io");

    /**
     * Reads {@code hash}, options of the forms {@code --name} and {@code --name value}, and files.
     *
     * @return empty if there is anything else among them, or something that picocli may object to
     */
    static Optional<HashArguments> plain(List<String> args) {
        if (args.isEmpty() || !args.get(0).equals("hash")) {
            return Optional.empty();
        }
        Reader reader = new Reader();
        ListIterator<String> rest = args.listIterator(1);
        while (rest.hasNext()) {
            if (!reader.take(rest.next(), rest)) {
                return Optional.empty();
            }
        }
        return Optional.of(reader.arguments());
    }

    private static final class Reader {

        private final List<String> algorithms = new ArrayList<>();
        private final List<String> files = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private String provider = "auto";
        private String io = "auto";
        private int threads;

        /** Takes one option with its value, or one file; says whether it was plain. */
        boolean take(String argument, ListIterator<String> rest) {
            if (WITH_VALUE.contains(argument)) {
                return rest.hasNext() && value(argument, rest.next());
            }
            if (argument.equals("--tag") || argument.equals("--json")) {
                return seen.add(argument);
            }
            return (argument.equals("-") || plainText(argument)) && files.add(argument);
        }

        private boolean value(String option, String value) {
            boolean algorithm = option.equals("-a") || option.equals("--algorithm");
            if (!plainText(value) || !algorithm && !seen.add(option)) {
                return false;
            }
            switch (option) {
                case "--provider" -> provider = value;
                case "--io" -> io = value;
                case "--threads" -> {
                    return number(value);
                }
                default -> algorithms.add(value);
            }
            return true;
        }

        private boolean number(String value) {
            if (!value.matches("0|[1-9][0-9]{0,8}")) {
                return false;
            }
            threads = Integer.parseInt(value);
            return true;
        }

        /** Neither an option nor the file of arguments that picocli would read. */
        private static boolean plainText(String argument) {
            return !argument.isEmpty() && argument.charAt(0) != '-' && argument.charAt(0) != '@';
        }

        HashArguments arguments() {
            return new HashArguments(algorithms, provider, threads, io, seen.contains("--tag"), seen.contains("--json"),
                    files);
        }
    }
}
