package io.roarbench.run;

import io.roarbench.linux.NativeFiles;
import io.roarbench.linux.ScratchFolder;
import io.roarbench.linux.process.ProcessLauncher;
import io.roarbench.linux.process.ProcessLaunchers;
import io.roarbench.measure.Sample;
import io.roarbench.measure.UnavailableException;
import io.roarbench.plan.CoverageTrial;
import io.roarbench.tracer.Tracer;
import io.roarbench.tracer.coverage.Coverage;
import io.roarbench.tracer.coverage.CoverageSuite;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Gets trials ready that compare a tracer's reports with what programs say that they do. */
final class CoverageTrials {

    private final Workspace workspace;
    private final OpenTracers tracers;

    CoverageTrials(Workspace workspace, OpenTracers tracers) {
        this.workspace = workspace;
        this.tracers = tracers;
    }

    PreparedTrial prepare(CoverageTrial trial) throws UnavailableException, IOException, InterruptedException {
        Path scratch = workspace.newFolder();
        try (ProcessLauncher launcher = ProcessLaunchers.open()) {
            CoverageSuite suite = CoverageSuite.find(launcher, scratch).orElseThrow(
                    () -> new UnavailableException("the coverage programs are " + NativeFiles.status()));
            return new Prepared(suite, tracers.open(trial.tracer()));
        } finally {
            ScratchFolder.delete(scratch);
        }
    }

    private final class Prepared implements PreparedTrial {

        private final CoverageSuite suite;
        private final Tracer tracer;
        private Coverage last = Coverage.NONE;

        Prepared(CoverageSuite suite, Tracer tracer) {
            this.suite = suite;
            this.tracer = tracer;
        }

        @Override
        public Sample measure() throws InterruptedException {
            long begin = System.nanoTime();
            try {
                last = Coverage.sum(runAll());
            } catch (IOException e) {
                return Sample.invalid(e.getMessage());
            }
            return Sample.of(System.nanoTime() - begin, Map.of(
                    CoverageTrial.REPORTED, last.share(),
                    CoverageTrial.FACTS, (double) last.facts(),
                    CoverageTrial.CASES, (double) last.cases(),
                    CoverageTrial.FLAGGED, (double) last.flaggedCases(),
                    CoverageTrial.SILENT, (double) last.silent(),
                    CoverageTrial.WRONG, (double) last.wrong()));
        }

        private List<Coverage> runAll() throws IOException, InterruptedException {
            List<Coverage> all = new java.util.ArrayList<>();
            for (List<String> oneCase : suite.cases()) {
                Path scratch = workspace.newFolder();
                try {
                    all.add(suite.run(oneCase, tracer, scratch));
                } finally {
                    ScratchFolder.delete(scratch);
                }
            }
            return all;
        }

        @Override
        public Map<String, String> facts() {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("tracer", tracer.name());
            facts.put("flagged", flags());
            return facts;
        }

        private String flags() {
            return last.flagged().isEmpty() ? "nothing" : last.flagged().entrySet().stream()
                    .map(e -> e.getKey() + " (" + e.getValue() + ")").collect(Collectors.joining(", "));
        }

        @Override
        public Map<String, String> setup() {
            Map<String, String> setup = new LinkedHashMap<>();
            setup.put("coverage", last.cases() + " programs that state " + last.facts() + " facts about files");
            setup.put("flagged as incomplete by " + tracer.name(), flags());
            return setup;
        }
    }
}
