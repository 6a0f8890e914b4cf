package io.roarbench.environment;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One line of {@code /proc/self/mountinfo}; proc_pid_mountinfo(5). */
record Mount(String device, String mountPoint, String options, String fileSystem, String source) {

    /** Options that say where and who, not how; a result file is there to be shared. */
    private static final Set<String> PRIVATE_OPTIONS = Set.of("addr", "mountaddr", "clientaddr", "ip", "username",
            "user", "domain", "workgroup", "password", "credentials", "secret", "name", "lowerdir", "upperdir",
            "workdir");

    /** The mount that holds an absolute path without links: the deepest one, of several there the last. */
    static Optional<Mount> holding(Path path, List<String> mountInfo) {
        Mount best = null;
        for (String line : mountInfo) {
            Mount mount = parse(line);
            boolean holds = mount != null && path.startsWith(mount.mountPoint());
            if (holds && (best == null || Path.of(mount.mountPoint()).getNameCount()
                    >= Path.of(best.mountPoint()).getNameCount())) {
                best = mount;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Null for a line of another form. */
    private static Mount parse(String line) {
        String[] halves = line.split(" - ", 2);
        String[] first = halves[0].split(" ");
        String[] second = halves.length < 2 ? new String[0] : halves[1].split(" ");
        if (first.length < 6 || second.length < 2) {
            return null;
        }
        String superOptions = second.length > 2 ? withoutAccess(second[2]) : "";
        return new Mount(first[2], unescaped(first[4]), withoutPrivate(first[5] + superOptions), second[0],
                withoutHost(unescaped(second[1])));
    }

    private static String withoutPrivate(String options) {
        return Arrays.stream(options.split(","))
                .filter(option -> !PRIVATE_OPTIONS.contains(option.split("[=+]")[0].strip()))
                .collect(Collectors.joining(","));
    }

    /** A server's name and folder are nobody's business, too. */
    private static String withoutHost(String source) {
        boolean local = source.startsWith("/dev/") || source.matches("[\\w.-]*");
        return local ? source : "";
    }

    /** The superblock's options begin with rw or ro, which those of the mount say already. */
    private static String withoutAccess(String options) {
        String rest = options.replaceFirst("^(rw|ro)(,|$)", "");
        return rest.isEmpty() ? "" : "," + rest;
    }

    /** Space, tab, newline and backslash are written as three octal digits. */
    private static String unescaped(String text) {
        return text.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\");
    }
}
