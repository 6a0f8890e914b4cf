package io.roarbench.report;

import io.roarbench.measure.RoundPolicy;
import io.roarbench.plan.CommandTrial;
import io.roarbench.plan.CoverageTrial;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.Plan;
import io.roarbench.plan.ReadTrial;
import io.roarbench.plan.S3Path;
import io.roarbench.plan.S3Service;
import io.roarbench.plan.S3Trial;
import io.roarbench.plan.Trial;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a plan would do, for people: what is run, how often, for how long at most, on which files. */
public final class PlanText {

    private PlanText() {
    }

    /** Describes a plan in a few lines per experiment. */
    public static String of(Plan plan) {
        StringBuilder text = new StringBuilder();
        text.append(plan.title()).append(": profile ").append(plan.profile()).append(", seed ").append(plan.seed()).append('\n');
        if (!plan.parameters().isEmpty()) {
            text.append("parameters: ").append(plan.parameters().entrySet().stream()
                    .map(e -> e.getKey() + "=" + (e.getValue().isEmpty() ? "''" : e.getValue()))
                    .collect(Collectors.joining(", "))).append('\n');
        }
        plan.experiments().forEach(e -> experiment(e, text));
        Duration total = plan.experiments().stream().map(e -> e.policy().budget()).reduce(Duration.ZERO, Duration::plus);
        text.append("\nin all at most about ").append(time(total))
                .append(" of measuring, unless the fewest rounds alone take longer; making files comes on top\n");
        text.append("tables: ").append(plan.tables().stream().map(t -> t.id()).collect(Collectors.joining(", "))).append('\n');
        return text.toString();
    }

    private static void experiment(Experiment experiment, StringBuilder text) {
        RoundPolicy policy = experiment.policy();
        text.append('\n').append(experiment.id()).append(": ").append(policy.minRounds()).append(" to ")
                .append(policy.maxRounds()).append(" rounds, until ±")
                .append(String.format(Locale.ROOT, "%.3g", 100 * policy.precision())).append(" % or ")
                .append(time(policy.budget())).append("; up to ").append(policy.maxWarmUp()).append(" rounds of warm-up").append(policy.turns() == 1 ? "" : "; in " + policy.turns() + " turns").append('\n');
        experiment.variants().forEach(v -> text.append("  ").append(v.name())
                .append(v.name().equals(experiment.baseline().name()) ? " (baseline)" : "")
                .append(": ").append(trial(v.trial())).append('\n'));
    }

    private static String trial(Trial trial) {
        if (trial instanceof HashTrial hash) {
            return "hash " + hash.algorithm() + " of a " + hash.cache().name().toLowerCase(Locale.ROOT) + " file of "
                    + hash.file().bytes() + " bytes, provider " + hash.provider() + unlessAuto(", level ", hash.level())
                    + unlessAuto(", I/O ", hash.io()) + ", " + threads(hash.threads());
        }
        if (trial instanceof ReadTrial read) {
            return "read a " + read.cache().name().toLowerCase(Locale.ROOT) + " file of " + read.file().bytes() + " bytes, "
                    + threads(read.threads());
        }
        if (trial instanceof CoverageTrial coverage) {
            return "run the coverage programs, tracer " + coverage.tracer();
        }
        if (trial instanceof S3Trial request) {
            return request(request);
        }
        CommandTrial command = (CommandTrial) trial;
        return "run " + String.join(" ", command.command()) + ", tracer " + command.tracer();
    }

    private static String unlessAuto(String what, String value) {
        return value.equals(HashTrial.AUTO) ? "" : what + value;
    }

    private static String threads(int count) {
        return count == 0 ? "a thread per processor" : count + " thread(s)";
    }

    private static String request(S3Trial trial) {
        String what = switch (trial.operation()) {
            case GET -> "GetObject of " + trial.bytes() + " bytes";
            case PUT -> "PutObject of " + trial.bytes() + " bytes";
            case MULTIPART -> "multipart upload of " + trial.bytes() + " bytes in parts of " + trial.partBytes();
        };
        String often = trial.window() ? ", " + trial.streams() + " stream(s) of " + trial.requests()
                : ", " + trial.requests() + (trial.period().isZero() ? " in a row"
                        : ", one every " + trial.period().toNanos() / 1000 + " µs");
        S3Service service = trial.service();
        String where = (service.embedded() ? "the embedded origin" : service.url()) + (service.mostDelay().isZero() ? ""
                : ", which waits " + service.leastDelay().toMillis() + " to " + service.mostDelay().toMillis() + " ms");
        return what + often + " by the " + trial.driver().name().toLowerCase(Locale.ROOT) + " driver, " + path(trial.path())
                + " " + where;
    }

    private static String path(S3Path path) {
        if (path instanceof S3Path.Other other) {
            return "through " + other.url() + " to";
        }
        if (path instanceof S3Path.Proxy proxy) {
            return "through the proxy (" + proxy.duty().name().toLowerCase(Locale.ROOT)
                    + (proxy.slowDown().isZero() ? "" : ", slowed down by " + proxy.slowDown().toNanos() + " ns")
                    + (proxy.ownProcess() ? "" : ", in this process") + ") to";
        }
        return "straight to";
    }

    private static String time(Duration time) {
        return time.compareTo(Duration.ofMinutes(2)) < 0
                ? time.toMillis() / 1000.0 + " s"
                : Math.round(time.toSeconds() / 60.0) + " min";
    }
}
