package io.roarbench.environment;

import java.util.List;

/** CPU time of this process and of all that it started, from {@code /proc}; proc_pid_stat(5), proc_pid_task(5). */
final class ProcessTree {

    /** Deeper chains of children than this are taken for a mistake. */
    private static final int MAX_DEPTH = 64;
    /** Fields after the command's closing parenthesis: user and system time, own and of the children waited for. */
    private static final int FIRST_TIME = 11;
    private static final int LAST_TIME = 14;

    private final MachineFiles files;

    ProcessTree(MachineFiles files) {
        this.files = files;
    }

    /** Clock ticks used since each of them started; -1 if the kernel does not tell whose children are whose. */
    long ticks() {
        boolean childrenTold = files.names("proc/self/task").stream()
                .anyMatch(task -> files.exists("proc/self/task/" + task + "/children"));
        return childrenTold ? ticks("self", MAX_DEPTH) : -1;
    }

    private long ticks(String process, int depth) {
        long sum = own(process);
        if (depth == 0 || sum < 0) {
            return Math.max(0, sum);
        }
        for (String task : files.names("proc/" + process + "/task")) {
            for (String child : files.text("proc/" + process + "/task/" + task + "/children").split(" ")) {
                sum += child.isEmpty() ? 0 : ticks(child, depth - 1);
            }
        }
        return sum;
    }

    /** A command may hold parentheses and spaces itself. A process that has ended meanwhile has none. */
    private long own(String process) {
        String stat = files.text("proc/" + process + "/stat");
        List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "));
        long sum = 0;
        for (int i = FIRST_TIME; i <= LAST_TIME; i++) {
            long ticks = i < fields.size() ? Numbers.whole(fields.get(i)) : -1;
            if (ticks < 0) {
                return -1;
            }
            sum += ticks;
        }
        return sum;
    }
}
