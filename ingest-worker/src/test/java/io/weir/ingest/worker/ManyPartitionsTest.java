package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import io.weir.ingest.pipeline.PipelineTarget.WarehouseTarget;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A column of so many values that a batch has rows of more partitions than there may be files. */
class ManyPartitionsTest extends WorkerTest {

    private static final int RECORDS = 1_100;

    /** One batch of all records, which a pipeline waits for. */
    private static String made(boolean isBesideWarehouse) {
        Topic topic = new Topic(broker, 2);
        topic.produce(RECORDS, index -> "{\"id\":" + index + ",\"who\":\"w" + index + "\"}");
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        DeltaTarget delta = new DeltaTarget(name, null, null, List.of("who"));
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(new PipelineSource("broker", topic.name(), null, null, null, null))
                                .into(new PipelineTarget(
                                        isBesideWarehouse ? new WarehouseTarget("lake", name) : null, delta))
                                .columns(List.of(
                                        new DeclaredColumn("id", "BIGINT"), new DeclaredColumn("who", "VARCHAR")))
                                .batch(new BatchLimits(RECORDS, null, 600_000L))
                                .build(),
                        "user:test");
        return name;
    }

    private static void failsAndSaysWhatHelps(String name) {
        service().start(name);
        await().untilAsserted(() -> assertThat(service().get(name).state()).isInstanceOf(PipelineState.Failed.class));
        assertThat(get("/api/v1/pipelines/" + name).body())
                .contains(
                        "\"state\":\"FAILED\"",
                        "more than 1000 partitions of table " + name,
                        "by [who]",
                        "batch.maxRows");
        assertThat(tables().files(name)).isEmpty();
        assertThat(tables().find(name).orElseThrow().folder().toFile().list()).isNullOrEmpty();
    }

    private static void goesOnInSmallerBatches(String name) throws Exception {
        assertThat(patch("/api/v1/pipelines/" + name, "*", "{\"batch\": {\"maxRows\": 900, \"maxWaitMillis\": 100}}")
                        .statusCode())
                .isEqualTo(200);
        service().start(name);
        drain(name);
        assertThat(tables().files(name)).hasSize(RECORDS);
        assertThat(idsIn(name)).isEqualTo(RECORDS + " " + RECORDS);
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body())
                .contains("\"received\":" + RECORDS + ",", "\"written\":" + RECORDS + ",");
    }

    @Test
    void aBatchOfTooManyWritesNothingAndSmallerOnesAreTheSameRowsOnce() throws Exception {
        String name = made(false);

        failsAndSaysWhatHelps(name);

        goesOnInSmallerBatches(name);
    }

    /** The warehouse has the batch by then, and gets none of it again. */
    @Test
    void theWarehouseBesideItHasEachRowOnceToo() throws Exception {
        String name = made(true);

        failsAndSaysWhatHelps(name);
        assertThat(rows(name)).isEqualTo(RECORDS);

        goesOnInSmallerBatches(name);
        assertThat(rows(name)).isEqualTo(RECORDS);
        assertThat(inLake(name, "select count(distinct id)")).containsExactly(Integer.toString(RECORDS));
    }
}
