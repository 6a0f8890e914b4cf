package io.roarbench.tracer.replay;

import io.roarbench.linux.ByteString;

/** The links of /proc that lead elsewhere for each process (proc(5)). */
final class ProcLinks {

    private ProcLinks() {
    }

    /** Where a path below /proc leads; null if it is no such link. */
    static ByteString target(Task task, Tasks tasks, ByteString path) {
        String[] names = path.toString().split("/");
        if (names.length == 3) {
            return names[2].equals("self") ? ByteString.utf8("/proc/" + task.pid())
                    : names[2].equals("thread-self") ? ByteString.utf8("/proc/" + task.tid()) : null;
        }
        Task of = number(names[2]) < 0 ? null : tasks.known(number(names[2]));
        if (of == null) {
            return null;
        }
        if (names.length == 5 && names[3].equals("fd") && number(names[4]) >= 0) {
            OpenFile file = of.files().get(number(names[4]));
            return file == null || file.node() == null ? null : file.node().path();
        }
        if (names.length != 4) {
            return null;
        }
        return switch (names[3]) {
            case "cwd" -> of.fs().cwd() == null ? null : of.fs().cwd().path();
            case "exe" -> of.process().exe();
            case "root" -> of.fs().root().isEmpty() ? ByteString.utf8("/") : of.fs().root();
            default -> null;
        };
    }

    private static int number(String name) {
        return name.matches("[0-9]{1,9}") ? Integer.parseInt(name) : -1;
    }
}
