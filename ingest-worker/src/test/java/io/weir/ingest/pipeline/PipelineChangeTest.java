package io.weir.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.pipeline.PipelineSource.StartPosition;
import io.weir.ingest.pipeline.WriteOptions.WriteMode;
import io.weir.ingest.transform.Expectation.Action;
import io.weir.support.problem.FieldProblem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PipelineChangeTest {

    private static final PipelineSource SOURCE =
            new PipelineSource("broker", "orders", "weir-orders", StartPosition.SEQUENCE, Map.of(0, 7L), null);
    private static final PipelineTarget TARGET =
            new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", "orders"), null);
    private static final PipelineDefinition BEFORE = DefinitionBuilder.named("orders")
            .from(SOURCE)
            .into(TARGET)
            .format(RecordFormat.CSV)
            .columns(List.of(new DeclaredColumn("id", "BIGINT")))
            .csv(new CsvOptions(";", true))
            .write(new WriteOptions(WriteMode.UPSERT, List.of("id"), null, null))
            .transform("select id from input")
            .expectations(List.of(new DeclaredExpectation("positive", "id > 0", Action.DROP)))
            .batch(new BatchLimits(7, null, null))
            .build()
            .complete("weir-orders", BatchLimits.DEFAULT);

    @Test
    void whatIsLeftOpenStays() {
        PipelineChange nothing = change(null, null, null, null, null, null, null, null, null, null, null, null);

        assertThat(nothing.of(BEFORE)).isEqualTo(BEFORE);
        assertThat(nothing.misplaced(BEFORE)).isEmpty();
    }

    @Test
    void whatIsEmptyIsTakenAway() {
        PipelineChange change = change(
                null,
                null,
                null,
                RecordFormat.RAW,
                List.of(),
                null,
                new CsvOptions(null, null),
                null,
                new WriteOptions(null, List.of(), null, null),
                "",
                List.of(),
                new BatchLimits(null, null, null));

        PipelineDefinition after = change.of(BEFORE);

        assertThat(PipelineRules.check(after)).isEmpty();
        assertThat(after.complete("weir-orders", BatchLimits.DEFAULT))
                .isEqualTo(DefinitionBuilder.named("orders")
                        .from(SOURCE)
                        .into(TARGET)
                        .format(RecordFormat.RAW)
                        .build()
                        .complete("weir-orders", BatchLimits.DEFAULT));
    }

    @Test
    void aSchemaThatWasFrozenMayBeOpenedAndStaysAsItIsOtherwise() {
        PipelineChange freeze =
                change(null, null, null, null, null, SchemaPolicy.STRICT, null, null, null, "", null, null);
        PipelineChange nothing = change(null, null, null, null, null, null, null, null, null, null, null, null);
        PipelineChange open =
                change(null, null, null, null, null, SchemaPolicy.EVOLVE, null, null, null, null, null, null);

        PipelineDefinition frozen = freeze.of(BEFORE);

        assertThat(BEFORE.isStrict()).isFalse();
        assertThat(frozen.isStrict()).isTrue();
        assertThat(nothing.of(frozen)).isEqualTo(frozen);
        assertThat(open.of(frozen).isStrict()).isFalse();
    }

    @Test
    void aDefinitionAsItIsChangesNothingAndAGroupIsNoPlace() {
        PipelineSource group = new PipelineSource("broker", "orders", "others", null, null, null);
        PipelineChange change = change(
                "orders", group, TARGET, null, null, null, null, null, BEFORE.write(), null, null, BEFORE.batch());

        assertThat(change.misplaced(BEFORE)).isEmpty();
        assertThat(change.of(BEFORE))
                .isEqualTo(BEFORE.withSource(
                        new PipelineSource("broker", "orders", "others", StartPosition.SEQUENCE, Map.of(0, 7L), null)));
    }

    @Test
    void whatVersionsAreMadeByStaysAsItIs() {
        WriteOptions kept = new WriteOptions(WriteMode.SCD2, List.of("id"), "at", "gone");
        PipelineDefinition versions = writing(kept).of(BEFORE);

        assertThat(fields(writing(kept), BEFORE)).containsExactly("write.mode", "write.sequenceBy");
        assertThat(fields(writing(BEFORE.write()), versions)).containsExactly("write.mode");
        assertThat(fields(writing(new WriteOptions(WriteMode.SCD2, List.of("id", "x"), "n", "gone")), versions))
                .containsExactly("write.keys", "write.sequenceBy");
        assertThat(fields(writing(new WriteOptions(WriteMode.SCD2, List.of("id"), "at", null)), versions))
                .isEmpty();
    }

    private static PipelineChange writing(WriteOptions write) {
        return change(null, null, null, null, null, null, null, null, write, null, null, null);
    }

    private static List<String> fields(PipelineChange change, PipelineDefinition before) {
        return change.misplaced(before).stream().map(FieldProblem::field).toList();
    }

    @Test
    void anotherPlaceIsRefusedWithTheOneThatIs() {
        PipelineSource elsewhere =
                new PipelineSource("broker", "orders", null, StartPosition.SEQUENCE, Map.of(0, 8L), null);

        assertThat(change(null, elsewhere, null, null, null, null, null, null, null, null, null, null)
                        .misplaced(BEFORE))
                .singleElement()
                .isEqualTo(new FieldProblem(
                        "source.startSequences",
                        "cannot be changed: it is used no more; a reset says where to go on",
                        "{0=8}",
                        "{0=7}, or nothing; else another pipeline"));
    }

    /** Of all that there is but the pool and what belongs to streams. */
    private static PipelineChange change(
            @Nullable String name,
            @Nullable PipelineSource source,
            @Nullable PipelineTarget target,
            @Nullable RecordFormat format,
            @Nullable List<DeclaredColumn> columns,
            @Nullable SchemaPolicy schema,
            @Nullable CsvOptions csv,
            @Nullable AvroOptions avro,
            @Nullable WriteOptions write,
            @Nullable String transform,
            @Nullable List<DeclaredExpectation> expectations,
            @Nullable BatchLimits batch) {
        return new PipelineChange(
                name,
                source,
                target,
                format,
                columns,
                schema,
                csv,
                avro,
                null,
                write,
                transform,
                null,
                expectations,
                batch,
                null,
                null,
                StreamOptions.NONE);
    }
}
