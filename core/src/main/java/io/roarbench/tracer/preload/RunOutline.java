package io.roarbench.tracer.preload;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What must be known of the whole log before its records can be replayed one by one. */
final class RunOutline {

    private final Map<Long, Integer> children = new HashMap<>();
    private final Map<Long, Integer> parents = new HashMap<>();
    private final Map<Integer, Integer> pidOfBlock = new HashMap<>();
    /** The exec that each image tried last, if it did not fail. */
    private final Map<Integer, Long> execOfBlock = new HashMap<>();
    private final Map<Integer, Long> execOfPid = new HashMap<>();
    private final Set<Long> attached = new HashSet<>();

    void accept(LogRecord record) {
        if (!record.complete()) {
            return;
        }
        switch (record.kind()) {
            case START -> {
                pidOfBlock.put(record.block(), record.fd());
                Long exec = execOfPid.remove(record.fd());
                if (exec != null) {
                    attached.add(exec);
                }
            }
            case CHILD -> {
                pidOfBlock.put(record.block(), record.fd());
                children.put(record.value(0), record.fd());
                parents.put(record.value(0), record.number(1));
            }
            case FORKED -> {
                if (record.fd() > 0) {
                    children.putIfAbsent(record.value(0), record.fd());
                }
            }
            case EXEC -> {
                execOfBlock.put(record.block(), record.offset());
                execOfPid.put(pid(record.block()), record.offset());
            }
            case EXEC_FAILED -> {
                execOfBlock.remove(record.block());
                execOfPid.remove(pid(record.block()));
            }
            default -> { }
        }
    }

    /** The process of an image; 0 if it never said. */
    int pid(int block) {
        return pidOfBlock.getOrDefault(block, 0);
    }

    /** The process that a fork made; null if it made none. */
    Integer childOf(LogRecord fork) {
        return children.get(fork.offset());
    }

    /** The parent that the child named; 0 if unknown. */
    int parentOfChild(LogRecord fork) {
        return parents.getOrDefault(fork.offset(), 0);
    }

    boolean succeeded(LogRecord exec) {
        return Long.valueOf(exec.offset()).equals(execOfBlock.get(exec.block()));
    }

    /** Whether the library is in the program that the exec started. */
    boolean isAttached(LogRecord exec) {
        return attached.contains(exec.offset());
    }
}
