package io.roarbench.report;

import io.roarbench.measure.statistics.Estimate;
import io.roarbench.plan.Cell;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.SeriesId;
import io.roarbench.plan.Variant;
import io.roarbench.result.Result;
import java.util.List;
import java.util.Optional;

/** What the controls of experiments appear to add to their baselines, which are the same thing. */
final class NoiseFloors {

    private final Result result;
    private final Figures figures;

    NoiseFloors(Result result, Figures figures) {
        this.result = result;
        this.figures = figures;
    }

    /** In the form of what the experiment is shown by: a ratio, or a time per event. Empty if it has no control. */
    String of(Experiment experiment) {
        if (experiment.control().isEmpty()) {
            return "";
        }
        Optional<Cell.PerEvent> events = result.plan().tables().stream().flatMap(t -> t.rows().stream())
                .flatMap(r -> r.cells().stream())
                .filter(Cell.PerEvent.class::isInstance).map(Cell.PerEvent.class::cast)
                .filter(c -> c.baselines().stream().anyMatch(b -> b.experiment().equals(experiment.id()))).findFirst();
        return events.isPresent() ? perEvent(experiment, events.get()) : ratio(experiment);
    }

    private String ratio(Experiment experiment) {
        SeriesId control = new SeriesId(experiment.id(), experiment.control());
        SeriesId baseline = new SeriesId(experiment.id(), experiment.baseline().name());
        Estimate ratio = figures.ratio(control, baseline);
        return ratio.n() == 0 ? "" : experiment.id() + " " + Numbers.change(ratio.value(), ratio.low(), ratio.high());
    }

    private String perEvent(Experiment experiment, Cell.PerEvent shown) {
        List<SeriesId> controls = shown.baselines().stream().map(b -> experiment.again(b.variant()))
                .flatMap(Optional::stream).map(Variant::name).map(v -> new SeriesId(experiment.id(), v)).toList();
        if (controls.size() < shown.counts().size()) {
            return "";
        }
        return figures.slope(new Cell.PerEvent(shown.counts(), controls, shown.baselines(), shown.eventsPerLoop(), ""))
                .map(e -> experiment.id() + " " + Numbers.difference(e.value(), e.low(), e.high()) + " a call").orElse("");
    }
}
