package io.roarbench.cli;

import io.roarbench.measure.Clock;
import io.roarbench.measure.Progress;
import io.roarbench.plan.Experiment;
import io.roarbench.result.Ending;
import io.roarbench.run.RunListener;
import io.roarbench.run.Turn;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Progress on standard error: a line that is redrawn on a terminal, a line per experiment elsewhere. Draws between rounds
 * only, from the thread that measures, so that nothing of ours runs during a trial.
 */
final class ProgressLine implements RunListener, AutoCloseable {

    private static final int BAR = 20;
    private static final String ERASE = "\r\u001b[K";
    /** A line longer than the terminal is wide is cut, not wrapped: what is wrapped could not be erased. */
    private static final String CUT = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintStream out;
    private final boolean terminal;
    private final TimeLeft timeLeft = new TimeLeft(Clock.SYSTEM);
    private final Set<String> said = new HashSet<>();
    private String heading = "";
    private String later = "";

    private ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static ProgressLine on(PrintStream out) {
        String term = System.getenv("TERM");
        boolean capable = term != null && !term.equals("dumb");
        // System.console() is null as soon as stdin or stdout is redirected, though stderr may still be a terminal.
        boolean terminal = capable && java.nio.file.Files.exists(java.nio.file.Path.of("/proc/self/fd/2"))
                && isTerminal();
        return new ProgressLine(out, terminal);
    }

    private static boolean isTerminal() {
        try {
            String target = java.nio.file.Files.readSymbolicLink(java.nio.file.Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (java.io.IOException e) {
            return false;
        }
    }

    @Override
    public void planned(List<Turn> turns) {
        timeLeft.planned(turns);
    }

    @Override
    public void preparing(String what) {
        show(heading + what + "…");
    }

    @Override
    public void began(Turn turn, int index, int of) {
        Experiment experiment = turn.experiment();
        heading = "[" + index + "/" + of + "] " + experiment.id() + (turn.number() == 0 ? "" : " again") + ": ";
        Duration rest = timeLeft.after(turn);
        later = rest.isZero() ? "" : ", then about " + text(rest) + " for the rest";
        show(heading + experiment.variants().size() + " variants, about " + text(turn.budget()) + later);
    }

    @Override
    public void progressed(Experiment experiment, Progress progress) {
        if (!terminal) {
            return;
        }
        if (progress.warmUp()) {
            show(heading + "warming up, at most " + text(progress.left()) + " left" + later);
            return;
        }
        double done = (double) progress.elapsed().toNanos()
                / Math.max(1, progress.elapsed().plus(progress.left()).toNanos());
        int filled = (int) Math.round(done * BAR);
        String bar = "█".repeat(filled) + "░".repeat(BAR - filled);
        String precision = Double.isNaN(progress.precision())
                ? ""
                : String.format(Locale.ROOT, ", ±%.1f %%", 100 * progress.precision());
        show(heading + bar + " round " + progress.rounds() + " of about " + progress.expectedRounds() + precision
                + ", about " + text(progress.left()) + " left" + later);
    }

    @Override
    public void unavailable(Experiment experiment, String variant, String reason) {
        // One line is enough where all variants fail for the same reason.
        if (said.add(experiment.id() + "\n" + reason)) {
            line(heading + "'" + variant + "' cannot be measured here: " + reason);
        }
    }

    @Override
    public void ended(Turn turn, Ending ending) {
        line(heading + ending.rounds() + " rounds" + (turn.last() ? "" : " so far") + " (" + switch (ending.reason()) {
            case PRECISION -> "as precise as wanted";
            case ROUNDS -> "the highest number";
            case BUDGET -> "time used up";
            case CANCELLED -> "cancelled";
            case UNAVAILABLE -> "cannot run here";
        } + ")");
        heading = "";
    }

    @Override
    public void warning(String text) {
        line("warning: " + text);
    }

    private void show(String text) {
        if (terminal) {
            out.print(ERASE + CUT + text + WRAP);
            out.flush();
        } else {
            out.println(text);
        }
    }

    private void line(String text) {
        out.println((terminal ? ERASE : "") + text);
    }

    private static String text(Duration time) {
        long seconds = Math.max(1, Math.round(time.toNanos() / 1e9));
        return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }

    @Override
    public void close() {
        if (terminal) {
            out.print(ERASE);
            out.flush();
        }
    }
}
