package io.roarbench.tracer.replay;

/** The parts of a status as {@code wait(2)} defines them; -1 is an unknown status. */
final class WaitStatus {

    private WaitStatus() {
    }

    /** Null if a signal ended the process or the status is unknown. */
    static Integer exitCode(int status) {
        return status >= 0 && (status & 0x7f) == 0 ? (Integer) (status >> 8 & 0xff) : null;
    }

    /** Null if the process exited or the status is unknown. */
    static Integer signal(int status) {
        return status >= 0 && (status & 0x7f) != 0 ? (Integer) (status & 0x7f) : null;
    }
}
