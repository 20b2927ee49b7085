package io.weir.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.weir.ingest.pipeline.WriteOptions.WriteMode;
import io.weir.support.problem.FieldProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
                .check(DefinitionBuilder.named("orders")
                        .into(target)
                        .format(format)
                        .write(write)
                        .build());
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
        assertThat(fields(WAREHOUSE, null, write(WriteMode.SCD2, KEYS, "at", null)))
                .isEmpty();
        assertThat(fields(WAREHOUSE, null, write(WriteMode.SCD2, KEYS, "at", "gone")))
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
        assertThat(fields(BOTH, null, write(WriteMode.SCD2, KEYS, null, "")))
                .containsExactly("write.mode", "write.sequenceBy", "write.deletedBy");
        assertThat(fields(WAREHOUSE, null, write(WriteMode.SCD2, KEYS, "id", null)))
                .containsExactly("write.sequenceBy");
    }

    @Test
    void whatKeepsVersionsNamesTheirEndsItself() {
        WriteOptions write = write(WriteMode.SCD2, KEYS, "at", null);
        List<DeclaredColumn> columns = List.of(
                new DeclaredColumn("id", "BIGINT"),
                new DeclaredColumn("at", "TIMESTAMP"),
                new DeclaredColumn("__START_AT", "TIMESTAMP"));
        PipelineDefinition declared = DefinitionBuilder.named("orders")
                .into(WAREHOUSE)
                .columns(columns)
                .write(write)
                .build();
        List<DeclaredColumn> read = columns.subList(0, 2);
        String transform = "select id, \"at\", 1 as __end_at from input";
        PipelineDefinition transformed = DefinitionBuilder.named("orders")
                .into(WAREHOUSE)
                .columns(read)
                .write(write)
                .transform(transform)
                .build();

        List<FieldProblem> problems = new ArrayList<>();
        new WriteRules(problems).check(declared);

        assertThat(problems)
                .extracting(FieldProblem::field, FieldProblem::found)
                .containsExactly(tuple("columns[2].name", "__START_AT"));
        problems.clear();
        new TransformRules(problems, Set.of()).check(transformed);
        assertThat(problems)
                .extracting(FieldProblem::field, FieldProblem::found)
                .containsExactly(tuple("transform", "__end_at"));
    }
}
