package io.roarbench.report;

import io.roarbench.environment.NoiseWarning;
import io.roarbench.environment.NoiseWarnings;
import io.roarbench.measure.statistics.Judgement;
import io.roarbench.measure.statistics.Warning;
import io.roarbench.plan.Cell;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.SeriesId;
import io.roarbench.result.Ending;
import io.roarbench.result.Result;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The sentences under the tables of a section: how strong the noise was, and what to be careful with. */
final class Notes {

    private static final Set<Warning.Kind> SHOWN_ELSEWHERE =
            Set.of(Warning.Kind.TOO_FEW_SAMPLES, Warning.Kind.WIDE_INTERVAL, Warning.Kind.OUTLIERS);

    /** Nobody will run more; how many it would take says only that it is hopeless. */
    private static final int MANY_ROUNDS = 10_000;

    private final Result result;
    private final Figures figures;
    private final List<Experiment> experiments;

    Notes(Result result, Figures figures, Set<String> experiments) {
        this.result = result;
        this.figures = figures;
        this.experiments = result.plan().experiments().stream().filter(e -> experiments.contains(e.id())).toList();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        noiseFloor(lines);
        verdicts(lines);
        warnings(lines);
        noise(lines);
        return lines;
    }

    private void noiseFloor(List<String> lines) {
        NoiseFloors all = new NoiseFloors(result, figures);
        List<String> floors = experiments.stream().map(all::of).filter(floor -> !floor.isEmpty()).toList();
        if (!floors.isEmpty()) {
            lines.add("Noise floor (the same thing measured twice in the same rounds): " + String.join("; ", floors) + ".");
        }
    }

    private void verdicts(List<String> lines) {
        Set<List<SeriesId>> shown = new LinkedHashSet<>();
        Set<String> compared = new LinkedHashSet<>();
        result.plan().tables().forEach(t -> t.rows().forEach(r -> r.cells().forEach(c -> {
            if (c instanceof Cell.Overhead overhead && ids().contains(overhead.of().experiment())) {
                compared.add(overhead.of().experiment());
                shown.add(List.of(overhead.of(), overhead.baseline()));
            }
        })));
        List<String> verdicts = new ArrayList<>();
        Comparisons.of(result, compared, Comparisons.MARGIN).stream()
                .filter(c -> shown.contains(List.of(c.of(), c.baseline())))
                .forEach(c -> verdicts.add(c.of() + " " + words(c.judgement())));
        if (!verdicts.isEmpty()) {
            lines.add("Verdicts (within ±" + Math.round(100 * Comparisons.MARGIN)
                    + " % is equivalent; Wilcoxon signed-rank, Holm over the section): " + String.join("; ", verdicts) + ".");
        }
    }

    private static String words(Judgement judgement) {
        return switch (judgement.verdict()) {
            case SLOWER -> "slower";
            case FASTER -> "faster";
            case EQUIVALENT -> "equivalent";
            case INCONCLUSIVE -> "inconclusive" + (judgement.moreRounds() == Judgement.UNDECIDABLE
                    ? " (within the noise)"
                    : judgement.moreRounds() > MANY_ROUNDS
                            ? " (more than " + MANY_ROUNDS + " more rounds would not decide)"
                            : " (needs about " + judgement.moreRounds() + " more rounds)");
        };
    }

    private Set<String> ids() {
        return experiments.stream().map(Experiment::id).collect(Collectors.toSet());
    }

    private void noise(List<String> lines) {
        for (Ending ending : result.endings()) {
            if (ids().contains(ending.experiment())) {
                for (NoiseWarning warning : NoiseWarnings.of(ending.noise())) {
                    lines.add("Warning: " + ending.experiment() + ": " + warning.message() + ".");
                }
            }
        }
    }

    /** Wide intervals and missing ones stand in the cells themselves; outliers are in the result. */
    private void warnings(List<String> lines) {
        for (Warning warning : result.warnings()) {
            boolean here = ids().stream().anyMatch(id -> warning.subject().equals(id) || warning.subject().startsWith(id + "/"));
            if (here && !SHOWN_ELSEWHERE.contains(warning.kind())) {
                lines.add("Warning: " + warning.subject() + ": " + warning.text() + ".");
            }
        }
    }
}
