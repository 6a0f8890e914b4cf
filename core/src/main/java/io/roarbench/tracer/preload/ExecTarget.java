package io.roarbench.tracer.preload;

import io.roarbench.linux.ByteString;
import io.roarbench.tracer.IncompleteReason;
import java.util.Locale;

/** What an exec led to, in the order of exec.c. */
enum ExecTarget {
    UNKNOWN(IncompleteReason.TRACER_FAILED, "the library was not loaded into "),
    DYNAMIC(IncompleteReason.TRACER_FAILED, "the library was not loaded into "),
    STATIC(IncompleteReason.STATIC_EXECUTABLE, ""),
    FOREIGN_MACHINE(IncompleteReason.FOREIGN_ARCHITECTURE, ""),
    FOREIGN_LIBC(IncompleteReason.RAW_SYSCALLS, "not glibc: "),
    PRIVILEGED(IncompleteReason.SETUID_EXECUTABLE, "");

    private final IncompleteReason reason;
    private final String prefix;

    ExecTarget(IncompleteReason reason, String prefix) {
        this.reason = reason;
        this.prefix = prefix;
    }

    static ExecTarget of(int code) {
        ExecTarget[] all = values();
        return code >= 0 && code < all.length ? all[code] : UNKNOWN;
    }

    IncompleteReason reason() {
        return reason;
    }

    String detail(ByteString program) {
        return prefix + program.text();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
