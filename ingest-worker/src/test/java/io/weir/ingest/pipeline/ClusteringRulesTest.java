package io.weir.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ClusteringRulesTest {

    private static final List<DeclaredColumn> COLUMNS =
            List.of(new DeclaredColumn("id", "BIGINT"), new DeclaredColumn("at", "TIMESTAMP"));

    private static List<String> fields(DefinitionBuilder definition, String... columns) {
        List<FieldProblem> problems = new ArrayList<>();
        PipelineTarget target = new PipelineTarget(null, new DeltaTarget("orders", Arrays.asList(columns)));
        new ClusteringRules(problems).check(definition.into(target).build());
        return problems.stream().map(FieldProblem::field).toList();
    }

    private static DefinitionBuilder orders() {
        return DefinitionBuilder.named("orders");
    }

    @Test
    void columnsThatAreThereOrMayComeAreTaken() {
        assertThat(fields(orders())).isEmpty();
        assertThat(fields(orders(), "any")).isEmpty();
        assertThat(fields(orders().columns(COLUMNS), "at", "id")).isEmpty();
        assertThat(fields(orders().columns(COLUMNS).transform("select id as other from input"), "other"))
                .isEmpty();
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        assertThat(fields(orders(), "a", "A", " ", null))
                .containsExactly("target.delta.clusterBy[1]", "target.delta.clusterBy[2]", "target.delta.clusterBy[3]");
        assertThat(fields(orders(), "a", "b", "c", "d", "e")).containsExactly("target.delta.clusterBy");
        assertThat(fields(orders().columns(COLUMNS), "id", "att")).containsExactly("target.delta.clusterBy[1]");
        assertThat(fields(orders().columns(COLUMNS).transform("select id as other from input"), "id"))
                .containsExactly("target.delta.clusterBy[0]");
    }

    @Test
    void aTargetOfAnEarlierVersionHasNoOrder() {
        JsonMapper json = JsonMapper.shared();
        DeltaTarget plain = new DeltaTarget("orders");

        assertThat(json.readValue("{\"table\":\"orders\"}", DeltaTarget.class)).isEqualTo(plain);
        assertThat(json.readValue("{\"table\":\"orders\",\"clusterBy\":[]}", DeltaTarget.class))
                .isEqualTo(plain);
        DeltaTarget sorted = new DeltaTarget("orders", List.of("id"));
        assertThat(json.readValue(json.writeValueAsString(sorted), DeltaTarget.class))
                .isEqualTo(sorted);
        assertThat(json.readTree(json.writeValueAsString(sorted)).propertyNames())
                .containsExactlyInAnyOrder("table", "clusterBy", "compaction", "partitionBy");
    }
}
