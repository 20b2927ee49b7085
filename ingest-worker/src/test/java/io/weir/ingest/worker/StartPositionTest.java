package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.ingest.Topic;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.ingest.sink.Owner;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Where a pipeline begins, and that it is decided once. */
class StartPositionTest extends WorkerTest {

    private static final String AT_SEQUENCES = "\"startPosition\": \"SEQUENCE\", \"startSequences\": %s";

    private static final String AT_TIME = "\"startPosition\": \"TIME\", \"startTime\": \"%s\"";

    @Test
    void whereToBeginIsDecidedOnce() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = createAtTheEnd(topic);
        service().start(name);
        awaitBeginning(name, Map.of(0, 500L, 1, 500L));
        service().stop(name);
        assertThat(worker.getBean(ProgressReports.class).of(name).partitions())
                .extracting(PartitionProgress::lag)
                .containsExactly(0L, 0L);
        topic.produce(10, index -> "{\"id\":" + index + "}");

        service().start(name);
        drain(name);

        assertThat(rows(name)).isEqualTo(10);
    }

    private static String createAtTheEnd(Topic topic) {
        return create(
                topic,
                PipelineSource.StartPosition.LATEST,
                table -> new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", table), null));
    }

    /** Of a partition that a topic gets later, everything is produced later. */
    @Test
    void whoWantsTheLatestGetsAllOfAPartitionThatIsAdded() {
        Topic topic = new Topic(broker, 1);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = createAtTheEnd(topic);
        service().start(name);
        awaitBeginning(name, Map.of(0, 100L));
        service().stop(name);
        Topic wider = topic.widened(3);
        wider.produce(30, index -> "{\"id\":" + index + "}");

        service().start(name);
        drain(name);

        assertThat(rows(name)).isEqualTo(30);
    }

    @Test
    void whichPartitionsBeginWhereIsAskedOverHttp() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);

        HttpResponse<String> misfit = create("misfit-" + name, name, topic, AT_SEQUENCES.formatted("{\"x\": 1}"));
        HttpResponse<String> negative = create("negative-" + name, name, topic, AT_SEQUENCES.formatted("{\"0\": -1}"));
        HttpResponse<String> created = create("create-" + name, name, topic, AT_SEQUENCES.formatted("{\"1\": 490}"));
        service().start(name);
        drain(name);

        assertThat(misfit.statusCode()).isEqualTo(400);
        assertThat(misfit.body()).contains("startSequences");
        assertThat(negative.statusCode()).isEqualTo(422);
        assertThat(negative.body()).contains("\"field\":\"source.startSequences\"", "\"found\":\"0: -1\"");
        assertThat(created.body()).contains("\"startSequences\":{\"1\":490}");
        assertThat(rows(name)).isEqualTo(510);
    }

    @Test
    void aTimeToBeginAtIsKeptAsItWasAsked() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);

        HttpResponse<String> created =
                create("create-" + name, name, topic, AT_TIME.formatted("2020-02-29T12:00:00.5Z"));
        service().start(name);
        drain(name);

        assertThat(created.body()).contains("\"startTime\":\"2020-02-29T12:00:00.500Z\"");
        assertThat(starts(name)).isEqualTo(Map.of(0, 0L));
        assertThat(rows(name)).isEqualTo(10);
    }

    @Test
    void whoWantsASequenceThatIsNotThereYetFailsAndCanBeStartedWhenItIs() {
        Topic topic = new Topic(broker, 1);
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        create("create-" + name, name, topic, AT_SEQUENCES.formatted("{\"0\": 7}"));
        service().start(name);
        await().until(() -> service().get(name).state() instanceof PipelineState.Failed);
        String failure = failure(name);
        topic.produce(10, index -> "{\"id\":" + index + "}");

        service().start(name);
        drain(name);

        assertThat(failure).contains("partition 0", "ends at 0, so it cannot be read from 7 on");
        assertThat(rows(name)).isEqualTo(3);
    }

    @Test
    void aSequenceOfAPartitionThatIsNotThereIsRefusedWithItsNumber() {
        Topic topic = new Topic(broker, 2);
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        create("create-" + name, name, topic, AT_SEQUENCES.formatted("{\"1\": 0, \"7\": 3}"));

        HttpResponse<String> refused = post("/api/v1/pipelines/" + name + "/start", "start-" + name, "");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("\"field\":\"source.startSequences\"", "\"found\":\"[7]\"", "\"allowed\":\"[0, 1]\"");
        assertThat(service().get(name).state()).isInstanceOf(PipelineState.Created.class);
    }

    @Test
    void aHubIsBegunAndBegunAnewAfterAnOffset() {
        EmulatedHub hub = emulator.hub(name(), 2);
        hub.produce(200, index -> "{\"id\":" + index + "}");
        String name = hub.name();
        String offset = "\"startPosition\": \"OFFSET\", \"startOffsets\": %s";

        HttpResponse<String> created =
                create("create-" + name, name, "hubs", name, offset.formatted("{\"1\": \"" + 89 * 64 + "\"}"));
        service().start(name);
        drain(name);
        // Who looks for an offset has no owner level, and is let in when the links of the pipeline are closed.
        await().until(() -> !hub.isOwned(0) && !hub.isOwned(1));
        long first = rows(name);
        String reset = "/api/v1/pipelines/" + name + "/reset";
        HttpResponse<String> wrong =
                post(reset, "wrong-" + name, "{" + offset.formatted("{\"0\": \"640000\", \"7\": \"0\"}") + "}");
        HttpResponse<String> late = post(reset, "late-" + name, "{" + offset.formatted("{\"0\": \"640000\"}") + "}");
        HttpResponse<String> done =
                post(reset, "reset-" + name, "{" + offset.formatted("{\"0\": \"" + 94 * 64 + "\"}") + "}");
        service().start(name);
        drain(name);

        assertThat(created.body()).contains("\"startOffsets\":{\"1\":\"5696\"}");
        assertThat(first).isEqualTo(110);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("\"field\":\"startOffsets.7\"", "one of [0, 1]");
        assertThat(late.statusCode()).isEqualTo(422);
        assertThat(late.body())
                .contains("\"field\":\"startOffsets\"", "ends with offset 6336", "cannot be read after offset 640000");
        assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
        assertThat(rows(name)).isEqualTo(first + 5);
    }

    @Test
    void whatKafkaCallsAnOffsetIsASequence() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String name = name();
        String offset = "\"startPosition\": \"OFFSET\", \"startOffsets\": {\"0\": \"3\"}";

        HttpResponse<String> refused = create("refused-" + name, name, topic, offset);
        create("create-" + name, name, topic, "\"startPosition\": \"EARLIEST\"");
        HttpResponse<String> reset = post("/api/v1/pipelines/" + name + "/reset", "reset-" + name, "{" + offset + "}");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"field\":\"source.startPosition\"", "is for hubs alone", "SEQUENCE");
        assertThat(reset.statusCode()).isEqualTo(422);
        assertThat(reset.body()).contains("\"field\":\"startPosition\"", "is for hubs alone");
    }

    /** The warehouse has the first batch when the other sink fails for the first time, and nothing of it yet. */
    @Test
    void aSinkThatHoldsNothingYetBeginsWhereTheOthersDid() throws SQLException {
        Topic topic = new Topic(broker, 1);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(
                topic,
                PipelineSource.StartPosition.LATEST,
                table -> new PipelineTarget(
                        new PipelineTarget.WarehouseTarget("lake", table), new PipelineTarget.DeltaTarget(table)));
        tables().interfere((table, when) -> {
            throw new DeltaException("interfered", new IllegalStateException());
        });
        service().start(name);
        awaitBeginning(name, Map.of(0, 1_000L));
        topic.produce(10, index -> "{\"id\":" + index + "}");
        await().ignoreExceptions().untilAsserted(() -> {
            assertThat(failure(name)).contains("interfered");
            assertThat(rows(name)).isEqualTo(10);
        });
        tables().interfere((table, when) -> {});

        drain(name);

        assertThat(rows(name)).isEqualTo(10);
        assertThat(idsIn(name)).isEqualTo("10 10");
    }

    @Test
    void ofTwoWhoDecideWhereToBeginBothFollowTheFirst() {
        String name = create(new Topic(broker, 1));
        List<Long> decided = LongStream.range(1, 9)
                .parallel()
                .map(first -> pipelines()
                        .recordStarts(Owner.of(name), Map.of(3, first))
                        .get(3))
                .boxed()
                .toList();

        assertThat(starts(name)).isEqualTo(Map.of(3, decided.get(0)));
        assertThat(decided).containsOnly(decided.get(0));
        service().delete(name);
        assertThat(starts(name)).isEmpty();
    }

    private static HttpResponse<String> create(String key, String name, Topic topic, String start) {
        return create(key, name, "broker", topic.name(), start);
    }

    private static HttpResponse<String> create(String key, String name, String store, String topic, String start) {
        String body = """
                {"name": "%s", "target": {"warehouse": {"store": "lake", "table": "%s"}},
                 "source": {"store": "%s", "topic": "%s", %s}}""".formatted(name, name, store, topic, start);
        return post("/api/v1/pipelines", key, body);
    }
}
