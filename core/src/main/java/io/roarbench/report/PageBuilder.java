package io.roarbench.report;

import io.roarbench.plan.Plan;
import io.roarbench.plan.Row;
import io.roarbench.plan.Section;
import io.roarbench.plan.Table;
import io.roarbench.report.Page.Footnote;
import io.roarbench.report.Page.PageSection;
import io.roarbench.report.Page.PageTable;
import io.roarbench.result.Result;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Builds a page from a result. */
final class PageBuilder {

    private final Result result;
    private final Figures figures;
    private int footnotes;

    private PageBuilder(Result result) {
        this.result = result;
        this.figures = new Figures(result);
    }

    static Page of(Result result) {
        PageBuilder builder = new PageBuilder(result);
        Plan plan = result.plan();
        String banner = result.complete()
                ? ""
                : "**Incomplete**: this run was interrupted; cells without a figure were not measured.";
        List<PageSection> sections = plan.sections().stream().map(builder::section).toList();
        return new Page(plan.title(), banner, plan.intro(), sections, plan.outro());
    }

    private PageSection section(Section section) {
        List<PageTable> tables = section.tables().stream().map(this::table).toList();
        Set<String> experiments = experiments(section);
        Notes notes = new Notes(result, figures, experiments);
        return new PageSection(section.heading(), section.intro(), tables, footnotes(tables), notes.lines(),
                SetupText.of(result, section, experiments));
    }

    private PageTable table(Table table) {
        List<List<Figure>> rows = table.rows().stream().map(this::row).toList();
        return new PageTable(table.id(), table.caption(), table.columns(), rows);
    }

    private List<Figure> row(Row row) {
        return Stream.concat(Stream.of(Figure.text(row.label())), row.cells().stream().map(figures::of)).toList();
    }

    private List<Footnote> footnotes(List<PageTable> tables) {
        Set<String> texts = new LinkedHashSet<>();
        tables.forEach(t -> t.rows().forEach(r -> r.forEach(f -> texts.add(f.footnote()))));
        texts.remove("");
        List<Footnote> result = new ArrayList<>();
        texts.forEach(t -> result.add(new Footnote(++footnotes, t)));
        return result;
    }

    private static Set<String> experiments(Section section) {
        Set<String> ids = new LinkedHashSet<>();
        section.tables().forEach(t -> t.rows().forEach(r -> r.cells().forEach(c ->
                c.series().forEach(s -> ids.add(s.experiment())))));
        return ids;
    }
}
