package io.weir.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PartitionRulesTest {

    private static final List<DeclaredColumn> COLUMNS = List.of(
            new DeclaredColumn("id", "BIGINT"),
            new DeclaredColumn("day", "DATE"),
            new DeclaredColumn("score", "DOUBLE"),
            new DeclaredColumn("tags", "VARCHAR[]"));

    private static List<String> fields(DefinitionBuilder definition, String... columns) {
        List<FieldProblem> problems = new ArrayList<>();
        PipelineTarget target = new PipelineTarget(null, new DeltaTarget("orders", null, null, Arrays.asList(columns)));
        new PartitionRules(problems).check(definition.into(target).build());
        return problems.stream().map(FieldProblem::field).toList();
    }

    private static DefinitionBuilder orders() {
        return DefinitionBuilder.named("orders");
    }

    @Test
    void columnsThatAreKnownAndHaveTextsAreTaken() {
        assertThat(fields(orders())).isEmpty();
        assertThat(fields(orders().columns(COLUMNS), "day", "id")).isEmpty();
        assertThat(fields(orders().columns(COLUMNS).transform("select id, day + 1 as later from input"), "later"))
                .isEmpty();
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        String field = "target.delta.partitionBy";
        assertThat(fields(orders(), "day")).containsExactly(field);
        assertThat(fields(orders().columns(COLUMNS), "day", "DAY", " ", null))
                .containsExactly(field + "[1]", field + "[2]", field + "[3]");
        assertThat(fields(orders().columns(COLUMNS), "a", "b", "c", "d", "e")).containsExactly(field);
        assertThat(fields(orders().columns(COLUMNS), "day", "dya", "score", "tags"))
                .containsExactly(field + "[1]", field + "[2]", field + "[3]", field);
        assertThat(fields(orders().columns(COLUMNS).transform("select id from input"), "day"))
                .contains(field + "[0]");
        assertThat(fields(orders().columns(COLUMNS).transform("select id from input"), "id"))
                .containsExactly(field);
    }

    @Test
    void aTargetKeepsWhatItWasMadeWith() {
        JsonMapper json = JsonMapper.shared();
        DeltaTarget partitioned = new DeltaTarget("orders", null, null, List.of("day"));

        assertThat(json.readValue(json.writeValueAsString(partitioned), DeltaTarget.class))
                .isEqualTo(partitioned);
        assertThat(new PipelineTarget(null, partitioned).isSameAs(new PipelineTarget(null, new DeltaTarget("orders"))))
                .isFalse();
        assertThat(new PipelineTarget(null, partitioned)
                        .isSameAs(new PipelineTarget(
                                null,
                                new DeltaTarget(
                                        "orders",
                                        List.of("id"),
                                        new DeltaCompaction(false, null, null),
                                        List.of("day")))))
                .isTrue();
    }

    /** What a relation says is changed where it says it. */
    @Test
    void aTargetOfARelationIsLaidOutByThatAlone() {
        PipelineTarget said = new PipelineTarget(null, new DeltaTarget("orders", List.of("id")), "sales.orders");

        assertThat(said.isSameAs(said)).isTrue();
        assertThat(new PipelineTarget(null, null, "sales.orders").isSameAs(said))
                .isTrue();
        assertThat(new PipelineTarget(null, new DeltaTarget("orders"), "sales.orders").isSameAs(said))
                .isFalse();
    }
}
