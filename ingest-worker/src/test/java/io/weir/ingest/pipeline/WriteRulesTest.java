package io.weir.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.pipeline.WriteOptions.WriteMode;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteRulesTest {

    private static final PipelineTarget WAREHOUSE =
            new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", "orders"), null);
    private static final PipelineTarget BOTH = new PipelineTarget(
            new PipelineTarget.WarehouseTarget("lake", "orders"), new PipelineTarget.DeltaTarget("orders"));
    private static final List<String> KEYS = List.of("id");

    private static List<String> fields(PipelineTarget target, RecordFormat format, WriteOptions write) {
        List<FieldProblem> problems = new ArrayList<>();
        new WriteRules(problems)
                .check(new PipelineDefinition(
                        "orders", null, target, format, null, null, null, write, null, null, null));
        return problems.stream().map(FieldProblem::field).toList();
    }

    private static WriteOptions write(WriteMode mode, List<String> keys, String sequenceBy, String deletedBy) {
        return new WriteOptions(mode, keys, sequenceBy, deletedBy);
    }

    @Test
    void whatIsWholeIsTaken() {
        assertThat(fields(BOTH, null, null)).isEmpty();
        assertThat(fields(BOTH, null, write(WriteMode.APPEND, null, null, null)))
                .isEmpty();
        assertThat(fields(WAREHOUSE, null, write(WriteMode.UPSERT, KEYS, "at", null)))
                .isEmpty();
        assertThat(fields(WAREHOUSE, null, write(WriteMode.CDC, KEYS, null, "gone")))
                .isEmpty();
        assertThat(fields(WAREHOUSE, RecordFormat.DEBEZIUM, write(WriteMode.CDC, KEYS, null, null)))
                .isEmpty();
    }

    @Test
    void everythingThatIsWrongIsNamed() {
        assertThat(fields(BOTH, null, write(WriteMode.UPSERT, KEYS, null, null)))
                .containsExactly("write.mode");
        assertThat(fields(WAREHOUSE, null, write(null, KEYS, null, null))).containsExactly("write.mode");
        assertThat(fields(WAREHOUSE, null, write(WriteMode.APPEND, KEYS, "at", "gone")))
                .containsExactly("write.keys", "write.sequenceBy", "write.deletedBy");
        assertThat(fields(WAREHOUSE, null, write(WriteMode.CDC, List.of(), "", null)))
                .containsExactly("write.keys", "write.sequenceBy", "write.deletedBy");
        assertThat(fields(WAREHOUSE, null, write(WriteMode.UPSERT, List.of("a", "", "a"), null, "x")))
                .containsExactly("write.keys[1]", "write.keys", "write.deletedBy");
    }
}
