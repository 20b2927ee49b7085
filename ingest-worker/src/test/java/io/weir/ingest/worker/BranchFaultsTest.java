package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineBranch;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import io.weir.ingest.pipeline.PipelineTarget.WarehouseTarget;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables of one stream that do not fit, that are away, or that have the same keys. */
class BranchFaultsTest extends WorkerTest {

    private static final List<DeclaredColumn> COLUMNS =
            List.of(new DeclaredColumn("id", "BIGINT"), new DeclaredColumn("n", "BIGINT"));

    private static DefinitionBuilder pipeline(String name, Topic topic, PipelineTarget target) {
        return DefinitionBuilder.named(name)
                .from(new PipelineSource("broker", topic.name(), null, null, null, null))
                .into(target)
                .columns(COLUMNS)
                .transform("select id, n from input")
                .batch(new BatchLimits(100, null, 100L));
    }

    private static PipelineBranch branch(String transform, String warehouse, String delta) {
        return new PipelineBranch(
                transform,
                null,
                new PipelineBranch.Target(
                        warehouse == null ? null : new PipelineBranch.WarehouseTable(null, warehouse),
                        delta == null ? null : new DeltaTarget(delta)));
    }

    private static void create(PipelineDefinition definition) {
        service().create(definition, "user:test");
    }

    /** The pipeline was made when the table was another one, or was not there. */
    @Test
    void aBranchThatDoesNotFitItsTableKeepsTheOthersFromBeingWritten() throws Exception {
        String name = name();
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> "{\"id\":" + index + ",\"n\":1}");
        create(pipeline(name, topic, new PipelineTarget(new WarehouseTarget("lake", name), null))
                .branches(List.of(
                        branch("select id from input", name + "_fits", null),
                        branch("select id, n from input", name + "_other", null)))
                .build());
        create(pipeline(name + "-maker", topic, new PipelineTarget(new WarehouseTarget("lake", name + "_other"), null))
                .transform("select id, n::varchar as n from input")
                .build());
        service().start(name + "-maker");
        drain(name + "-maker");

        service().start(name);
        await().untilAsserted(() -> assertThat(failure(name))
                .contains("the transform of branch " + name + "_other makes n BIGINT", "has n VARCHAR"));

        assertThat(get("/api/v1/pipelines/" + name + "/progress").body()).contains("\"received\":0,");
        for (String table : List.of(name, name + "_fits")) {
            assertThatThrownBy(() -> rows(table)).hasMessageContaining("has no table " + table);
        }
        assertThat(inLake(name + "_other", "select count(*), min(typeof(n))")).containsExactly("100|VARCHAR");
        service().stop(name);
    }

    /** The warehouse has the rows of the letters already, so the table is to have them, whoever writes it next. */
    @Test
    void rowsThatWaitForTheTableOfABranchThatIsTakenAwayArriveOnce() throws Exception {
        String name = name();
        String path = "/api/v1/pipelines/" + name;
        Topic topic = new Topic(broker, 1);
        topic.produce(100, index -> "{\"id\":" + index + ",\"n\":" + index % 10 + "}");
        PipelineTarget both = new PipelineTarget(new WarehouseTarget("lake", name), new DeltaTarget(name));
        create(pipeline(name, topic, both)
                .branches(List.of(branch(
                        "select id, case when n = 0 then 'x' else '1' end::int as n from input",
                        name + "_odd",
                        name + "_odd")))
                .build());
        service().start(name);
        drain(name);
        assertThat(get(path + "/progress").body()).contains("\"deadLettered\":10,");
        String mended = "{\"branches\":[{\"transform\":\"select id, 1::int as n from input\",\"target\":"
                + "{\"warehouse\":{\"table\":\"" + name + "_odd\"},\"delta\":{\"table\":\"" + name + "_odd\"}}}]}";
        assertThat(patch(path, "*", mended).statusCode()).isEqualTo(200);

        tables().interfere((table, when) -> {
            if (table.equals(name + "_odd")) {
                throw new DeltaException("nobody answers for " + table, new IllegalStateException());
            }
        });
        int replayed;
        try {
            replayed = post(path + "/dead-letters/replay", "back-" + name, "").statusCode();
        } finally {
            tables().interfere((table, when) -> {});
        }
        assertThat(replayed).isEqualTo(503);
        assertThat(inLake(name + "_odd", "select count(*), count(distinct id)")).containsExactly("100|100");
        assertThat(idsIn(name + "_odd")).isEqualTo("90 90");

        assertThat(patch(path, "*", "{\"branches\": []}").statusCode()).isEqualTo(200);
        topic.produce(10, index -> "{\"id\":" + (100 + index) + ",\"n\":1}");
        service().start(name);
        drain(name);

        assertThat(idsIn(name)).isEqualTo("110 110");
        assertThat(idsIn(name + "_odd")).isEqualTo("100 100");
        assertThat(inLake(name, "select count(*), count(distinct id)")).containsExactly("110|110");
    }

    /** Each of the tables remembers only what was deleted from it: a record that is late for one is the first of the other. */
    @Test
    void tablesOfTheSameKeysForgetEachWhatWasDeletedFromIt() throws Exception {
        String name = name();
        Topic topic = new Topic(broker, 1);
        String changes =
                "\"write\": {\"mode\": \"CDC\", \"keys\": [\"k\"], \"sequenceBy\": \"id\", \"deletedBy\": \"%s\"}";
        String definition = definition(
                name,
                topic,
                "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"k\", \"type\": \"BIGINT\"},"
                        + " {\"name\": \"gone\", \"type\": \"BOOLEAN\"}, {\"name\": \"out\", \"type\": \"BOOLEAN\"}],"
                        + " \"transform\": \"select k, id, gone from input where id > 2\", "
                        + changes.formatted("gone") + ", \"branches\": [{\"transform\":"
                        + " \"select k, id, out from input where id < 10\", " + changes.formatted("out")
                        + ", \"target\": {\"warehouse\": {\"table\": \"" + name + "_branch\"}}}]");
        assertThat(post("/api/v1/pipelines", "create-" + name, definition).statusCode())
                .isEqualTo(201);
        List<String> first =
                List.of("{\"id\":10,\"k\":1,\"gone\":true}", "{\"id\":3,\"k\":2,\"out\":true}", "{\"id\":11,\"k\":3}");
        List<String> late = List.of("{\"id\":5,\"k\":1}", "{\"id\":2,\"k\":2}", "{\"id\":4,\"k\":3}");
        for (List<String> records : List.of(first, late)) {
            topic.produce(records.size(), records::get);
            service().start(name);
            drain(name);
        }

        assertThat(inLake(name, "select string_agg(k || ':' || id, ' ' order by k)"))
                .containsExactly("2:3 3:11");
        assertThat(inLake(name + "_branch", "select string_agg(k || ':' || id, ' ' order by k)"))
                .containsExactly("1:5 3:4");
    }
}
