package io.roarbench.report;

import io.roarbench.environment.Environment;
import io.roarbench.environment.SetupLines;
import io.roarbench.plan.Plan;
import io.roarbench.plan.Section;
import io.roarbench.result.Ending;
import io.roarbench.result.Fact;
import io.roarbench.result.Result;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The Setup line: machine, what was settled at run time, how it was measured, and how to do it again. */
final class SetupText {

    private SetupText() {
    }

    static String of(Result result, Section section, Set<String> experiments) {
        List<String> sentences = new ArrayList<>();
        sentences.add(machine(result.environment()));
        sentences.addAll(facts(result.facts().stream().filter(f -> experiments.contains(f.experiment())).toList()));
        sentences.addAll(section.setup());
        sentences.add(rounds(result, experiments));
        sentences.add(provenance(result));
        StringBuilder text = new StringBuilder();
        for (String sentence : sentences) {
            if (!sentence.isBlank()) {
                text.append(text.isEmpty() ? "" : " ").append(sentence.strip());
                text.append(sentence.strip().endsWith(".") ? "" : ".");
            }
        }
        return text.toString();
    }

    private static String machine(Environment environment) {
        String frequency = SetupLines.frequency(environment.cpu().frequency());
        return SetupLines.machine(environment) + (frequency.isEmpty() ? "" : ", " + frequency) + ", "
                + SetupLines.load(environment.load());
    }

    private static List<String> facts(Collection<Fact> facts) {
        Map<String, Set<String>> byName = new LinkedHashMap<>();
        facts.forEach(f -> byName.computeIfAbsent(f.name(), n -> new LinkedHashSet<>()).add(f.value()));
        List<String> sentences = new ArrayList<>();
        byName.forEach((name, values) -> sentences.add(capital(name) + ": " + String.join("; ", values)));
        return sentences;
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String rounds(Result result, Set<String> experiments) {
        List<Ending> endings = result.endings().stream()
                .filter(e -> experiments.contains(e.experiment()) && e.rounds() > 0)
                .toList();
        if (endings.isEmpty()) {
            return "";
        }
        int fewest = endings.stream().mapToInt(Ending::rounds).min().orElseThrow();
        int most = endings.stream().mapToInt(Ending::rounds).max().orElseThrow();
        return "Medians of " + (fewest == most ? "" + fewest : fewest + " to " + most)
                + " rounds with 95 % intervals (BCa bootstrap); a round is one trial of each variant in shuffled order, after warm-up";
    }

    private static String provenance(Result result) {
        Plan plan = result.plan();
        return "roar-bench " + result.version() + ", scenario " + plan.origin().name() + ", profile " + plan.profile()
                + ", seed " + plan.seed() + ", " + result.startedAt().toString().substring(0, 10);
    }
}
