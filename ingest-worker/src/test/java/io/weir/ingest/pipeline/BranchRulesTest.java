package io.weir.ingest.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import io.weir.ingest.pipeline.PipelineTarget.WarehouseTarget;
import io.weir.ingest.pipeline.WriteOptions.WriteMode;
import io.weir.ingest.transform.Expectation;
import io.weir.support.problem.FieldProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BranchRulesTest {

    private static final PipelineTarget LAKE = new PipelineTarget(new WarehouseTarget("lake", "sales.orders"), null);
    private static final PipelineTarget BOTH =
            new PipelineTarget(new WarehouseTarget("lake", "sales.orders"), new DeltaTarget("orders"));

    private static DefinitionBuilder orders() {
        return DefinitionBuilder.named("orders")
                .from(new PipelineSource("broker", "orders", null, null, null, null))
                .columns(List.of(new DeclaredColumn("id", "BIGINT"), new DeclaredColumn("price", "VARCHAR")))
                .transform("select id from input")
                .into(LAKE);
    }

    private static PipelineBranch branch(String transform, String table) {
        return branch(transform, null, new PipelineBranch.WarehouseTable(null, table), null);
    }

    private static PipelineBranch branch(
            String transform, WriteOptions write, PipelineBranch.WarehouseTable table, DeltaTarget delta) {
        return new PipelineBranch(transform, write, new PipelineBranch.Target(table, delta));
    }

    private static List<String> problems(DefinitionBuilder definition, PipelineBranch... branches) {
        return PipelineRules.check(definition.branches(Arrays.asList(branches)).build()).stream()
                .map(BranchRulesTest::sentence)
                .toList();
    }

    private static String sentence(FieldProblem problem) {
        return problem.field() + " " + problem.message();
    }

    @Test
    void furtherTablesOfTheSameKindsAreTaken() {
        WriteOptions upsert = new WriteOptions(WriteMode.UPSERT, List.of("id"), null, null);
        assertThat(problems(
                        orders(),
                        branch("select id, price::double as price from input", "sales.dear"),
                        branch(
                                "select * from input",
                                upsert,
                                new PipelineBranch.WarehouseTable("lake", "latest"),
                                null)))
                .isEmpty();
        assertThat(problems(
                        orders().into(BOTH),
                        branch(
                                "select id from input where id > 5",
                                null,
                                new PipelineBranch.WarehouseTable(null, "high"),
                                new DeltaTarget("high", List.of("id")))))
                .isEmpty();
        assertThat(problems(orders())).isEmpty();
    }

    @Test
    void everythingThatIsWrongWithAnyOfThemIsSaidAtOnce() {
        WriteOptions keyless = new WriteOptions(WriteMode.UPSERT, null, null, null);
        WriteOptions unmade = new WriteOptions(WriteMode.UPSERT, List.of("price"), "at", null);

        assertThat(problems(
                        orders(),
                        branch("select nothing from input", "a"),
                        branch("select id from input", keyless, new PipelineBranch.WarehouseTable("other", "b"), null),
                        branch("select id from input", unmade, null, new DeltaTarget("c")),
                        new PipelineBranch(null, null, null),
                        null,
                        branch("drop table x", "weir.watermark")))
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).startsWith("branches[0].transform "),
                        two -> assertThat(two)
                                .isEqualTo("branches[1].target.warehouse.store is not that of the pipeline's own table,"
                                        + " with which this one changes"),
                        three -> assertThat(three).isEqualTo("branches[1].write.keys are none or too many"),
                        four -> assertThat(four)
                                .isEqualTo(
                                        "branches[2].target.warehouse is missing, and the pipeline's own target has one"),
                        five -> assertThat(five)
                                .isEqualTo(
                                        "branches[2].target.delta is of no use without one of the pipeline's own target"),
                        six -> assertThat(six).isEqualTo("branches[2].write.mode is not for Delta tables"),
                        seven -> assertThat(seven)
                                .isEqualTo("branches[2].write.keys[0] is no column that the transform makes"),
                        eight -> assertThat(eight)
                                .isEqualTo("branches[2].write.sequenceBy is no column that the transform makes"),
                        nine -> assertThat(nine).isEqualTo("branches[3].transform is missing"),
                        ten -> assertThat(ten).isEqualTo("branches[3].target names no table"),
                        eleven -> assertThat(eleven).isEqualTo("branches[4] is missing"),
                        twelve -> assertThat(twelve).startsWith("branches[5].transform "),
                        thirteen -> assertThat(thirteen)
                                .isEqualTo(
                                        "branches[5].target.warehouse.table is in the schema of the control tables"));
    }

    @Test
    void noTwoOfThemWriteToOneTable() {
        assertThat(problems(
                        orders(),
                        branch("select id from input", "SALES.Orders"),
                        branch("select id from input", "more"),
                        branch("select id from input", "main.More")))
                .containsExactly(
                        "branches[0].target.warehouse.table is the table that target.warehouse.table names",
                        "branches[2].target.warehouse.table is the table that branches[1].target.warehouse.table names");
        assertThat(problems(
                        orders().into(new PipelineTarget(null, new DeltaTarget("orders"))),
                        branch("select id from input", null, null, new DeltaTarget("orders_dead_letter")),
                        branch("select id from input", null, null, new DeltaTarget("orders"))))
                .containsExactly(
                        "branches[0].target.delta.table is the table that the pipeline's dead letters names",
                        "branches[1].target.delta.table is the table that target.delta.table names");
    }

    @Test
    void sixteenAreEnough() {
        PipelineBranch[] branches = IntStream.range(0, 17)
                .mapToObj(index -> branch("select id from input", "t" + index))
                .toArray(PipelineBranch[]::new);

        assertThat(problems(orders(), branches)).containsExactly("branches are too many");
        assertThat(problems(orders(), Arrays.copyOf(branches, 16))).isEmpty();
    }

    @Test
    void whatLooksAtTheRowsOfOneTableIsRefused() {
        PipelineBranch branch = branch("select id from input", "more");
        assertThat(problems(orders().transform(null), branch)).containsExactly("transform is missing");
        assertThat(problems(
                        orders().expectations(
                                        List.of(new DeclaredExpectation("some", "id > 0", Expectation.Action.WARN))),
                        branch))
                .containsExactly("branches do not go with expectations");
        assertThat(problems(orders().dedupe(new DedupeOptions(List.of("id"), "at", 1_000L, null, null)), branch))
                .contains("branches do not go with dedupe");
    }

    @Test
    void aColumnThatAllOfThemReadIsNamedOnce() {
        assertThat(problems(
                        orders().columns(List.of(new DeclaredColumn("id", "NUMBER"))),
                        branch("select id from input", "more"),
                        branch("select id from input", "most")))
                .singleElement()
                .satisfies(problem -> assertThat(problem).startsWith("columns[0].type "));
    }

    /** Versions are made by what a branch was made with; a branch in another table is another one. */
    @Test
    void aBranchThatKeepsVersionsKeepsItsKeys() {
        PipelineBranch.WarehouseTable table = new PipelineBranch.WarehouseTable(null, "versions");
        WriteOptions byId = new WriteOptions(WriteMode.SCD2, List.of("id"), "price", null);
        WriteOptions byPrice = new WriteOptions(WriteMode.SCD2, List.of("price"), "id", null);
        PipelineDefinition before = orders().branches(List.of(branch("select * from input", byId, table, null)))
                .build()
                .complete("weir-orders", BatchLimits.DEFAULT);

        assertThat(misplaced(before, branch("select * from input", byPrice, table, null)))
                .containsExactly("branches[0].write.keys", "branches[0].write.sequenceBy");
        assertThat(misplaced(before, branch("select *, 1 as one from input", byId, table, null)))
                .isEmpty();
        PipelineBranch.WarehouseTable other = new PipelineBranch.WarehouseTable(null, "others");
        assertThat(misplaced(before, branch("select * from input", byPrice, other, null)))
                .isEmpty();
        assertThat(misplaced(before)).isEmpty();
    }

    private static List<String> misplaced(PipelineDefinition before, PipelineBranch... branches) {
        StreamOptions asked = new StreamOptions(null, null, null, null, List.of(branches));
        PipelineChange change = new PipelineChange(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, asked);
        return change.misplaced(before).stream().map(FieldProblem::field).toList();
    }
}
