package io.roarbench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.roarbench.dsl.ScenarioReader;
import io.roarbench.dsl.Settings;
import io.roarbench.environment.EnvironmentReader;
import io.roarbench.plan.Plan;
import io.roarbench.plan.SeriesId;
import io.roarbench.report.Pages;
import io.roarbench.result.Result;
import io.roarbench.result.ResultFile;
import io.roarbench.result.Series;
import io.roarbench.result.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that the first command of the README makes, the one that is committed, and what both must be like. */
class BenchmarksPageTests {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PAGE = ROOT.resolve("docs/benchmarks.md");
    private static final Path RESULT = ROOT.resolve("docs/benchmarks-result.json.gz");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)(#[^)]*)?\\)");

    private static MarkdownOutline target() throws Exception {
        return MarkdownOutline.of(Files.readString(Path.of("src/test/resources/page/target.md")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"quick", "full"})
    void the_shipped_scenario_makes_the_target_page(String profile) throws Exception {
        Plan plan = ScenarioReader.read(ROOT.resolve("scenarios/benchmarks.groovy"), new Settings(profile, Map.of()));
        String page = Pages.markdown(unmeasured(plan));

        assertThat(MarkdownOutline.of(page).firstMissing(target())).as("missing, or out of order, in\n" + page).isEmpty();
        assertThat(page).doesNotContain("TODO");
        assertThat(emptyCells(page)).isEmpty();
        assertThat(deadLinks(page, ROOT.resolve("docs"))).isEmpty();
        assertThat(deadLinks(page, ROOT.resolve("roar-bench-out"))).isEmpty();
    }

    @Test
    void the_committed_page_is_the_target_page_with_every_figure() throws Exception {
        String page = Files.readString(PAGE);

        assertThat(MarkdownOutline.of(page).firstMissing(target())).isEmpty();
        assertThat(page).doesNotContain("TODO").doesNotContain("Incomplete");
        assertThat(emptyCells(page)).isEmpty();
        assertThat(ResultFile.read(RESULT).status()).isEqualTo(Status.COMPLETE);
    }

    @Test
    void the_committed_page_is_its_result_rendered_in_whatever_locale(@TempDir Path folder) throws Exception {
        Path rendered = folder.resolve("page.md");
        Process render = ProgramUnderTest.inPosixLocale(folder, rendered, "render", RESULT.toString());

        assertThat(render.waitFor()).isZero();
        assertThat(rendered).as("docs/benchmarks.md; make it again with .ci/publish, if a change of it is meant")
                .hasSameBinaryContentAs(PAGE);
    }

    @Test
    void the_excerpt_in_the_readme_is_from_the_committed_page() throws Exception {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String excerpt = readme.substring(readme.indexOf("<!-- from docs/benchmarks.md -->"),
                readme.indexOf("<!-- to here -->"));
        List<String> page = List.of(Files.readString(PAGE).split("\n\n"));

        List<String> parts = Stream.of(excerpt.split("\n\n"))
                .map(part -> part.replaceFirst("^> ", ""))
                .filter(part -> part.startsWith("|") || part.startsWith("**Setup**"))
                .toList();
        assertThat(parts).hasSizeGreaterThan(3).allSatisfy(part -> assertThat(page).contains(part));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void links_between_pages_lead_somewhere(Path page) throws Exception {
        assertThat(deadLinks(Files.readString(page), page.getParent())).isEmpty();
    }

    static Stream<Path> pages() throws Exception {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            List<Path> all = new ArrayList<>(docs.filter(p -> p.toString().endsWith(".md")).sorted().toList());
            all.add(ROOT.resolve("README.md"));
            return all.stream();
        }
    }

    /** What a machine on which nothing can run would have measured. */
    private static Result unmeasured(Plan plan) {
        List<Series> series = plan.experiments().stream()
                .flatMap(e -> e.variants().stream().map(v -> new Series(
                        new SeriesId(e.id(), v.name()), "nothing runs here", Map.of(), List.of())))
                .toList();
        Instant now = Instant.parse("2026-11-24T10:00:00Z");
        return new Result(Result.SCHEMA_VERSION, "0", Status.COMPLETE, now, now, plan,
                EnvironmentReader.ofThisMachine().read(Map.of(), Map.of()), List.of(), List.of(), List.of(), series);
    }

    private static List<String> emptyCells(String page) {
        return page.lines().filter(l -> l.startsWith("|") && l.matches(".*\\|\\s*\\|.*") && !l.contains("| Direct |")).toList();
    }

    private static List<String> deadLinks(String page, Path folder) {
        List<String> dead = new ArrayList<>();
        Matcher links = LINK.matcher(page);
        while (links.find()) {
            String target = links.group(1);
            if (!target.matches("[a-z]+:.*") && !Files.exists(folder.resolve(target).normalize())) {
                dead.add(target);
            }
        }
        return dead;
    }
}
