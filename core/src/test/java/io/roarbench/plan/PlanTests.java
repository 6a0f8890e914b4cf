package io.roarbench.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.roarbench.measure.RoundPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTests {

    private static final RoundPolicy POLICY = new RoundPolicy(1, 1, 0, Duration.ofSeconds(1), 0);
    private static final Trial TRIAL = new ReadTrial(new GeneratedFile(1, "", 0), CacheState.COLD);

    private static Plan with(List<Experiment> experiments, List<Table> tables) {
        return new Plan("p", "", new Origin("o", ""), "quick", Map.of(), 1, experiments,
                List.of(new Section("s", "", tables, List.of())), "");
    }

    private static Experiment experiment(String id) {
        return Experiment.withControl(id, List.of(new Variant("v", TRIAL)), POLICY);
    }

    private static Table table(String id, String series) {
        return new Table(id, "", List.of("a", "b"), List.of(new Row("r", List.of(new Cell.Time(SeriesId.parse(series))))));
    }

    @Test
    void a_table_may_only_show_what_is_measured() {
        assertThatThrownBy(() -> with(List.of(experiment("e")), List.of(table("t", "e/w"))))
                .hasMessage("the table 't' shows 'e/w', which no experiment measures; there are e/control, e/v");
    }

    @Test
    void names_are_unique() {
        assertThatThrownBy(() -> with(List.of(experiment("e"), experiment("e")), List.of()))
                .hasMessage("two experiments are named 'e'");
        assertThatThrownBy(() -> with(List.of(experiment("e")), List.of(table("t", "e/v"), table("t", "e/v"))))
                .hasMessage("two tables are named 't'");
        assertThatThrownBy(() -> new Experiment("e", List.of(new Variant("v", TRIAL), new Variant("v", TRIAL)), POLICY, ""))
                .hasMessageContaining("two variants named 'v'");
    }

    @Test
    void rows_have_a_cell_for_each_column() {
        assertThatThrownBy(() -> new Table("t", "", List.of("a", "b", "c"), List.of(new Row("r", List.of(new Cell.Text("x"))))))
                .hasMessage("the row 'r' of the table 't' has 1 cells; its 3 columns call for 2");
    }

    @Test
    void overheads_are_of_series_measured_in_the_same_rounds() {
        assertThatThrownBy(() -> new Cell.Overhead(SeriesId.parse("a/x"), SeriesId.parse("b/y"), true, true))
                .hasMessageContaining("whose rounds are not paired");
    }

    @Test
    void only_some_tables_need_only_some_experiments() {
        Plan plan = with(List.of(experiment("e"), experiment("f")), List.of(table("t", "e/v"), table("u", "f/v")));

        Plan cut = plan.only(Set.of("u"));

        assertThat(cut.tables()).extracting(Table::id).containsExactly("u");
        assertThat(cut.experiments()).extracting(Experiment::id).containsExactly("f");
        assertThatThrownBy(() -> plan.only(Set.of("w"))).hasMessage("there is no table 'w'; the tables are t, u");
    }
}
