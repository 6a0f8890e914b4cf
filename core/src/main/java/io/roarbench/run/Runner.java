package io.roarbench.run;

import io.roarbench.environment.Environment;
import io.roarbench.linux.FolderLock;
import io.roarbench.measure.Clock;
import io.roarbench.measure.StopReason;
import io.roarbench.plan.Experiment;
import io.roarbench.plan.GeneratedFile;
import io.roarbench.plan.HashTrial;
import io.roarbench.plan.Plan;
import io.roarbench.plan.ReadTrial;
import io.roarbench.plan.Trial;
import io.roarbench.result.Finished;
import io.roarbench.result.Journal;
import io.roarbench.result.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Carries out plans. Samples go to a journal as they come; a run that is cancelled or crashes can be resumed from it.
 *
 * <p>Measures in the calling thread. To cancel, let {@code cancelled} become true and interrupt that thread, which cuts the
 * trial under way short; {@link #run} then returns what was measured, marked incomplete.
 */
public final class Runner {

    private final Path folder;
    private final Function<Map<String, Path>, Environment> environment;
    private final RunListener listener;
    private final BooleanSupplier cancelled;
    private final Function<Workspace, TrialFactory> trials;

    /**
     * @param folder an existing folder for the journal
     * @param environment reads what machine this is, given the paths that are measured, by what they are for
     * @param listener hears how it goes
     * @param cancelled asked between trials
     */
    public Runner(Path folder, Function<Map<String, Path>, Environment> environment, RunListener listener, BooleanSupplier cancelled) {
        this(folder, environment, listener, cancelled, workspace -> new Trials(workspace, cancelled));
    }

    Runner(Path folder, Function<Map<String, Path>, Environment> environment, RunListener listener, BooleanSupplier cancelled,
            Function<Workspace, TrialFactory> trials) {
        this.folder = folder;
        this.environment = environment;
        this.listener = listener;
        this.cancelled = cancelled;
        this.trials = trials;
    }

    /**
     * Carries out a plan.
     *
     * @return what was measured, complete or not
     * @throws RunFailure if it cannot begin or go on
     */
    public Result run(Plan plan) throws RunFailure {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Journal.Recovered nothing = new Journal.Recovered(now, plan, Map.of(), List.of());
        try (FolderLock lock = claim()) {
            keepEarlierJournal();
            try (Journal journal = Journal.create(journalFile(), now, plan)) {
                return carryOut(nothing, journal);
            }
        } catch (IOException e) {
            throw new RunFailure("cannot write " + journalFile() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Goes on with the interrupted run whose journal is in the folder.
     *
     * @throws RunFailure if there is none, or it cannot go on
     */
    public Result resume() throws RunFailure {
        try (FolderLock lock = claim()) {
            Journal.Recovered earlier = recovered();
            try (Journal journal = Journal.append(journalFile())) {
                return carryOut(earlier, journal);
            }
        } catch (IOException e) {
            throw new RunFailure("cannot write " + journalFile() + ": " + e.getMessage(), e);
        }
    }

    private FolderLock claim() throws RunFailure, IOException {
        return FolderLock.claim(folder).orElseThrow(() -> new RunFailure("another run is writing to " + folder
                + "; wait for its end, or write to another folder with --out DIR"));
    }

    /** An interrupted run may have measured for hours: it is moved aside, and can be resumed once renamed back. */
    private void keepEarlierJournal() throws IOException {
        if (Files.exists(journalFile())) {
            Path aside = folder.resolve("earlier-" + Journal.NAME);
            Files.move(journalFile(), aside, StandardCopyOption.REPLACE_EXISTING);
            listener.warning(folder + " held an interrupted run; its samples are kept in " + aside);
        }
    }

    /** The plan of the interrupted run in the folder. */
    public Journal.Recovered recovered() throws RunFailure {
        try {
            return Journal.read(journalFile());
        } catch (IOException e) {
            throw new RunFailure(e.getMessage(), e);
        }
    }

    /** Removes the journal, once the result is written. */
    public void forgetJournal() throws IOException {
        Files.deleteIfExists(journalFile());
    }

    private Path journalFile() {
        return folder.resolve(Journal.NAME);
    }

    private Result carryOut(Journal.Recovered earlier, Journal journal) throws RunFailure, IOException {
        Plan plan = earlier.plan();
        ResultBuilder result = new ResultBuilder(plan, environment.apply(measuredPaths(plan)), earlier);
        List<Experiment> open = plan.experiments().stream().filter(e -> !result.ended(e.id())).toList();
        List<Turn> turns = Turn.of(open);
        listener.planned(turns);
        try (Workspace workspace = new Workspace(temporary(), listener);
                TrialFactory factory = trials.apply(workspace)) {
            workspace.sweepLeftovers(generatedFiles(open));
            checkSpace(workspace, open);
            for (int i = 0; i < turns.size() && !cancelled.getAsBoolean(); i++) {
                if (!result.ended(turns.get(i).experiment().id())) {
                    listener.began(turns.get(i), i + 1, turns.size());
                    measure(plan, turns.get(i), journal, factory, result);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return result.build(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    /** A run that would make none of its files, and measure nothing else, does not begin. */
    private static void checkSpace(Workspace workspace, List<Experiment> open) throws RunFailure {
        workspace.checkSpace(generatedFiles(open));
        List<String> refusals = new ArrayList<>();
        for (Experiment experiment : open) {
            Optional<String> refusal = generatedFiles(List.of(experiment)).stream()
                    .map(workspace::refusal).flatMap(Optional::stream).findFirst();
            refusal.ifPresent(refusals::add);
        }
        if (!open.isEmpty() && refusals.size() == open.size()) {
            throw new RunFailure(refusals.get(0));
        }
    }

    /** Takes one turn of an experiment; where its baseline turns out not to run here, there are no further ones. */
    private void measure(Plan plan, Turn turn, Journal journal, TrialFactory factory, ResultBuilder result) throws IOException {
        Finished part;
        try (ExperimentRun run = new ExperimentRun(turn.experiment(), factory, listener, cancelled)) {
            part = run.measure(plan.seed(), Clock.SYSTEM, turn, result, journal);
        } catch (InterruptedException e) {
            return;
        }
        StopReason reason = part.ending().reason();
        Finished soFar = result.measured(part);
        if (reason == StopReason.CANCELLED) {
            return;
        }
        if (turn.last() || reason == StopReason.UNAVAILABLE) {
            result.finished(soFar);
            journal.finished(soFar);
        }
        listener.ended(turn, soFar.ending());
    }

    private static Map<String, Path> measuredPaths(Plan plan) {
        Map<String, Path> paths = new LinkedHashMap<>();
        for (GeneratedFile file : generatedFiles(plan.experiments())) {
            paths.put(file.directory().isEmpty() ? "temporary files" : "files",
                    file.directory().isEmpty() ? temporary() : Path.of(file.directory()));
        }
        return paths.isEmpty() ? Map.of("temporary files", temporary()) : paths;
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
    }

    private static List<GeneratedFile> generatedFiles(List<Experiment> experiments) {
        List<GeneratedFile> files = new ArrayList<>();
        for (Experiment experiment : experiments) {
            experiment.variants().forEach(v -> fileOf(v.trial()).ifPresent(files::add));
        }
        return files;
    }

    private static Optional<GeneratedFile> fileOf(Trial trial) {
        if (trial instanceof HashTrial hash) {
            return Optional.of(hash.file());
        }
        return trial instanceof ReadTrial read ? Optional.of(read.file()) : Optional.empty();
    }
}
