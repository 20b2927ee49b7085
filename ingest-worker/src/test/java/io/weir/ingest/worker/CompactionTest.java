package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.DeltaCompaction;
import io.weir.ingest.pipeline.PipelineBranch;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Small files are put together while batches are written. */
class CompactionTest extends WorkerTest {

    private static final int BATCHES = 40;

    private static String written(DeltaCompaction compaction) {
        Topic topic = new Topic(broker, 1);
        topic.produce(BATCHES * 5, index -> "{\"id\":" + index + "}");
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(new PipelineSource("broker", topic.name(), null, null, null, null))
                                .into(new PipelineTarget(null, new DeltaTarget(name, null, compaction)))
                                .batch(new BatchLimits(5, null, 100L))
                                .build(),
                        "user:test");
        service().start(name);
        drain(name);
        return name;
    }

    private static double counted(String name, String what) {
        return worker.getBean(MeterRegistry.class)
                .counter("weir.ingest." + what, "pipeline", name)
                .count();
    }

    /** After ten batches there are ten files; how many more there are by then is left to the threads. */
    @Test
    void aPipelineOfManySmallBatchesHasFewFilesAndAllItsRows() throws Exception {
        String name = written(new DeltaCompaction(null, 4, null));

        // What was removed is counted before what was added, by another thread.
        await().untilAsserted(() -> {
            double removed = counted(name, "compaction.files.removed");
            assertThat(removed).isGreaterThanOrEqualTo(10);
            double gone = removed - counted(name, "compaction.files.added");
            assertThat(tables().files(name)).hasSizeLessThanOrEqualTo((int) (counted(name, "batches") - gone));
        });
        assertThat(idsIn(name)).isEqualTo(BATCHES * 5 + " " + BATCHES * 5);
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body()).contains("\"written\":" + BATCHES * 5 + ",");
    }

    @Test
    void whoseCompactionIsOffKeepsAFileForEachBatch() throws Exception {
        String name = written(new DeltaCompaction(false, 2, null));

        assertThat(tables().files(name)).hasSize((int) counted(name, "batches"));
        assertThat(idsIn(name)).isEqualTo(BATCHES * 5 + " " + BATCHES * 5);
    }

    @Test
    void itIsChangedWithoutLosingThePlace() {
        String name = written(new DeltaCompaction(false, null, null));
        String path = "/api/v1/pipelines/" + name;
        String target = "{\"target\":{\"delta\":{\"table\":\"" + name + "\",\"compaction\":%s}}}";

        assertThat(patch(path, "*", target.formatted("{\"minFiles\":1,\"targetBytes\":5}"))
                        .body())
                .contains("target.delta.compaction.minFiles", "2 to 10000", "target.delta.compaction.targetBytes");
        assertThat(patch(path, "*", target.formatted("{\"minFiles\":7}")).statusCode())
                .isEqualTo(200);
        assertThat(get(path).body()).contains("\"compaction\":{\"minFiles\":7}");
        assertThat(service().get(name).target().delta().compacting().runs()).isTrue();
    }

    /** The records of each batch go the other way than what they are sorted by, before and after. */
    @Test
    void whatATableIsClusteredByIsChangedWithoutLosingThePlace() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(20, index -> "{\"id\":" + index + ",\"down\":" + -index + "}");
        String name = create(
                topic,
                table -> new PipelineTarget(
                        null, new DeltaTarget(table, List.of("down"), new DeltaCompaction(false, null, null))));
        String path = "/api/v1/pipelines/" + name;
        service().start(name);
        drain(name);
        assertThat(clusteringOf(name)).isEqualTo("{\"clusteringColumns\":[[\"down\"]]}");
        post(path + "/compact", name + "-1", "");
        assertThat(select(name, "list(id)::varchar")).startsWith("[19, 18,");

        assertThat(patch(path, "*", clusteredBy(name, "\"id\", \"ID\"")).body()).contains("target.delta.clusterBy[1]");
        assertThat(patch(path, "*", clusteredBy("another", "\"id\"")).body()).contains("\"field\":\"target\"");
        assertThat(patch(path, "*", clusteredBy(name, "\"id\"")).statusCode()).isEqualTo(200);
        assertThat(get(path).body()).contains("\"clusterBy\":[\"id\"]").doesNotContain("compaction");
        assertThat(post(path + "/compact", name, "").body()).contains("\"outcome\":\"DONE\"");
        assertThat(clusteringOf(name)).isEqualTo("{\"clusteringColumns\":[[\"id\"]]}");
        topic.produce(20, index -> "{\"id\":" + (39 - index) + ",\"down\":1}");
        service().start(name);
        drain(name);
        assertThat(post(path + "/compact", name + "-2", "").body()).contains("\"filesAdded\":1,");

        assertThat(tables().files(name)).hasSize(1);
        assertThat(idsIn(name)).isEqualTo("40 40");
        assertThat(select(name, "list(id)::varchar")).startsWith("[0, 1, 2,").endsWith("38, 39]");
        assertThat(get(path + "/progress").body()).contains("\"received\":40,", "\"written\":40,");

        assertThat(patch(path, "*", clusteredBy(name, "")).statusCode()).isEqualTo(200);
        post(path + "/compact", name + "-3", "");
        assertThat(clusteringOf(name)).isEqualTo("{\"clusteringColumns\":[]}");
    }

    private static String clusteredBy(String table, String columns) {
        return "{\"target\":{\"delta\":{\"table\":\"" + table + "\",\"clusterBy\":[" + columns + "]}}}";
    }

    private static String clusteringOf(String name) {
        return tables().find(name).orElseThrow().domains().get("delta.clustering");
    }

    @Test
    void whoAsksHasAllSmallFilesPutTogetherAtOnce() throws Exception {
        String name = written(new DeltaCompaction(false, null, null));
        int files = tables().files(name).size();
        String path = "/api/v1/pipelines/" + name + "/compact";

        assertThat(post(path, name + "-1", "").body())
                .contains("\"outcome\":\"DONE\"", "\"filesRemoved\":" + files + ",", "\"filesAdded\":1,");
        assertThat(post(path, name + "-2", "").body()).contains("\"outcome\":\"DONE\"", "\"filesRemoved\":0,");

        assertThat(tables().files(name)).hasSize(1);
        assertThat(idsIn(name)).isEqualTo(BATCHES * 5 + " " + BATCHES * 5);
    }

    /** A branch that takes nothing has no table, which keeps none of the others as it is. */
    @Test
    void whoAsksHasThoseOfBranchesPutTogetherToo() throws Exception {
        Topic topic = new Topic(broker, 1);
        topic.produce(BATCHES * 5, index -> "{\"id\":" + index + "}");
        String name = name();
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(new PipelineSource("broker", topic.name(), null, null, null, null))
                                .into(new PipelineTarget(null, uncompacted(name)))
                                .columns(List.of(new DeclaredColumn("id", "BIGINT")))
                                .transform("select id from input")
                                .branches(List.of(
                                        branch("select id from input where id % 2 = 0", name + "_even"),
                                        branch("select id from input where id < 0", name + "_none")))
                                .batch(new BatchLimits(5, null, 100L))
                                .build(),
                        "user:test");
        service().start(name);
        drain(name);
        int files = tables().files(name).size() + tables().files(name + "_even").size();

        String report = post("/api/v1/pipelines/" + name + "/compact", name, "").body();

        assertThat(tables().files(name)).hasSize(1);
        assertThat(tables().files(name + "_even")).hasSize(1);
        assertThat(idsIn(name + "_even")).isEqualTo(BATCHES * 5 / 2 + " " + BATCHES * 5 / 2);
        assertThat(report)
                .startsWith("{\"outcome\":\"PARTLY\",\"filesRemoved\":" + files + ",\"filesAdded\":2,")
                .contains(
                        "{\"table\":\"" + name + "\",\"outcome\":\"DONE\"",
                        "{\"table\":\"" + name + "_even\",\"outcome\":\"DONE\"",
                        "{\"table\":\"" + name + "_none\",\"outcome\":\"SKIPPED\"",
                        "there is no table " + name + "_none yet");
    }

    private static DeltaTarget uncompacted(String table) {
        return new DeltaTarget(table, null, new DeltaCompaction(false, null, null));
    }

    private static PipelineBranch branch(String transform, String table) {
        return new PipelineBranch(transform, null, new PipelineBranch.Target(null, uncompacted(table)));
    }

    @Test
    void whatCannotBeCompactedIsSaid() {
        String lake = create(new Topic(broker, 1));
        assertThat(post("/api/v1/pipelines/" + lake + "/compact", lake, "").body())
                .contains("\"status\":422", "writes to no Delta table");
        assertThat(post("/api/v1/pipelines/nobody/compact", "nobody", "").body())
                .contains("pipeline-not-found");

        String empty = create(new Topic(broker, 1), table -> new PipelineTarget(null, new DeltaTarget(table)));
        assertThat(post("/api/v1/pipelines/" + empty + "/compact", empty, "").body())
                .contains("\"outcome\":\"SKIPPED\"", "there is no table " + empty + " yet");

        tables().setAway(true);
        assertThat(post("/api/v1/pipelines/" + empty + "/compact", empty + "-2", "")
                        .body())
                .contains("\"status\":503", "nobody answers");
        tables().setAway(false);
    }
}
