package io.roarbench.dsl;

import groovy.lang.Closure;
import groovy.lang.DelegatesTo;
import io.roarbench.plan.Section;
import io.roarbench.plan.Table;
import java.util.ArrayList;
import java.util.List;

/** {@code section('Heading') { … }}: a part of the page. */
public final class SectionBlock extends Block {

    private final String heading;
    private final ScenarioBlock scenario;
    private final List<Table> tables = new ArrayList<>();
    private final List<String> setupSentences = new ArrayList<>();
    private String introduction = "";

    SectionBlock(Scope scope, String heading, ScenarioBlock scenario) {
        super(scope, "inside section '" + heading + "'");
        this.heading = heading;
        this.scenario = scenario;
    }

    /** What stands under the heading (Markdown). */
    public void intro(String markdown) {
        keyword("intro");
        introduction = markdown.strip();
    }

    /** A sentence of your own for the Setup line, after those that the report writes. */
    public void setup(String markdown) {
        keyword("setup");
        setupSentences.add(markdown.strip());
    }

    /** A table; experiments it shows are declared before it. */
    public void table(
            String id, @DelegatesTo(value = TableBlock.class, strategy = Closure.DELEGATE_FIRST) Closure<?> body) {
        keyword("table");
        TableBlock block = new TableBlock(scope(), id, scenario);
        inside(block, body);
        tables.add(block.table());
    }

    Section section() {
        return new Section(heading, introduction, tables, setupSentences);
    }
}
