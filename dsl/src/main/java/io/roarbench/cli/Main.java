package io.roarbench.cli;

/** The command line, {@code roar-bench}. */
public final class Main {

    private Main() {
    }

    public static void main(String[] args) {
        System.err.println("roar-bench: no commands yet");
        System.exit(2);
    }
}
