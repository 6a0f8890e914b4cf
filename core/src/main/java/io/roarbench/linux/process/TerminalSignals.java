package io.roarbench.linux.process;

import com.sun.jna.Native;
import com.sun.jna.Pointer;

/**
 * Leaves Ctrl-C and Ctrl-\ to the command that runs in the foreground, as {@code time} and {@code strace} do: the terminal sends them to the whole
 * group, and this JVM must live on to report. Closing gives the signals back.
 */
public final class TerminalSignals implements AutoCloseable {

    private static final int SIGINT = 2;
    private static final int SIGQUIT = 3;
    private static final Pointer IGNORE = new Pointer(1);

    private final Pointer interrupt;
    private final Pointer quit;

    private TerminalSignals(Pointer interrupt, Pointer quit) {
        this.interrupt = interrupt;
        this.quit = quit;
    }

    /** From now on until closed. */
    public static TerminalSignals leaveToCommand() {
        return new TerminalSignals(Calls.signal(SIGINT, IGNORE), Calls.signal(SIGQUIT, IGNORE));
    }

    @Override
    public void close() {
        Calls.signal(SIGINT, interrupt);
        Calls.signal(SIGQUIT, quit);
    }

    private static final class Calls {

        static {
            Native.register(Calls.class, "c");
        }

        private Calls() {
        }

        /** signal(2): returns what was there before. */
        static native Pointer signal(int number, Pointer handler);
    }
}
