package io.weir.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.transform.Expectation.Action;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpectationRulesTest {

    private static final List<DeclaredColumn> COLUMNS = List.of(new DeclaredColumn("price", "DOUBLE"));

    private static DeclaredExpectation expectation(String name, String condition) {
        return new DeclaredExpectation(name, condition, Action.DROP);
    }

    private static List<String> fields(
            RecordFormat format, List<DeclaredColumn> columns, String transform, DeclaredExpectation... expectations) {
        List<FieldProblem> problems = new ArrayList<>();
        new ExpectationRules(problems)
                .check(DefinitionBuilder.named("orders")
                        .format(format)
                        .columns(columns)
                        .transform(transform)
                        .expectations(Arrays.asList(expectations))
                        .build());
        return problems.stream().map(FieldProblem::field).toList();
    }

    @Test
    void whatIsWholeIsTaken() {
        assertThat(fields(null, null, null)).isEmpty();
        assertThat(fields(null, COLUMNS, null, expectation("a", "price > 0"), expectation("b", "price < 9")))
                .isEmpty();
        assertThat(fields(null, COLUMNS, "select price as cost from input", expectation("a", "cost > 0")))
                .isEmpty();
        assertThat(fields(RecordFormat.RAW, null, null, expectation("a", "sequence_number >= 0")))
                .isEmpty();
    }

    @Test
    void everythingThatIsWrongIsNamedAtOnce() {
        assertThat(fields(
                        null,
                        COLUMNS,
                        null,
                        expectation("twice", "price"),
                        expectation("Twice", "price > 0"),
                        expectation("a-b", " "),
                        new DeclaredExpectation(null, "cost > 0", null),
                        null))
                .containsExactly(
                        "expectations[1].name",
                        "expectations[2].name",
                        "expectations[2].condition",
                        "expectations[3].name",
                        "expectations[3].action",
                        "expectations[4].name",
                        "expectations[4].condition",
                        "expectations[4].action",
                        "expectations[0].condition",
                        "expectations[3].condition");
        assertThat(fields(null, COLUMNS, "select price as cost from input", expectation("a", "price > 0")))
                .containsExactly("expectations[0].condition");
    }

    @Test
    void columnsThatNobodyKnowsCannotBeReadAndOneCannotExpectEverything() {
        assertThat(fields(null, null, null, expectation("a", "price > 0"))).containsExactly("columns");
        assertThat(fields(
                        null,
                        COLUMNS,
                        null,
                        Collections.nCopies(51, expectation("a", "price > 0")).toArray(DeclaredExpectation[]::new)))
                .containsExactly("expectations");
    }
}
