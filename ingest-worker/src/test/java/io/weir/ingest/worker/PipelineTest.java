package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.support.paging.PageRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every pipeline does. */
class PipelineTest extends WorkerTest {

    @Test
    void whatATopicHoldsBecomesRowsAndDeadLetters() {
        Topic topic = new Topic(broker, 4);
        topic.produce(10_000, index -> index % 100 == 0 ? "broken " + index : "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);

        drain(name);

        PipelineProgress progress = worker.getBean(ProgressReports.class).of(name);
        assertThat(progress.received()).isEqualTo(10_000);
        assertThat(progress.deadLettered()).isEqualTo(100);
        assertThat(progress.partitions()).hasSize(4).allMatch(partition -> partition.lag() == 0);
        assertThat(progress.partitions())
                .extracting(PartitionProgress::watermark)
                .containsOnly(2499L);
        assertThat(rows(name)).isEqualTo(9_900);
        assertThat(worker.getBean(DeadLetters.class)
                        .list(name, new PageRequest(6, null))
                        .items())
                .hasSize(6)
                .allMatch(letter -> letter.reason().equals("is not JSON"));
    }

    @Test
    void recordsThatOnlyLookLikeRowsAreDeadLetters() {
        Topic topic = new Topic(broker, 4);
        // The column is known to be of numbers long before the texts come.
        topic.produce(
                10_000,
                index ->
                        index >= 9_000 && index % 100 == 99 ? "{\"id\":\"x" + index + "\"}" : "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);

        drain(name);

        PipelineProgress progress = worker.getBean(ProgressReports.class).of(name);
        assertThat(progress.received()).isEqualTo(10_000);
        assertThat(progress.deadLettered()).isEqualTo(10);
        assertThat(rows(name)).isEqualTo(9_990);
    }

    /** Who looks for what has failed or is paused need not look at all the others. */
    @Test
    void thoseInAStateAreListed() {
        Topic topic = new Topic(broker, 1);
        String paused = create(topic);
        String made = create(topic);
        service().start(paused);
        service().pause(paused);
        String all = "/api/v1/pipelines?limit=1000&state=";

        assertThat(get(all + "PAUSED").body()).contains("\"" + paused + "\"").doesNotContain("\"" + made + "\"");
        assertThat(get(all + "CREATED").body()).contains("\"" + made + "\"").doesNotContain("\"" + paused + "\"");
        assertThat(get(all + "RUNNING").body()).doesNotContain("\"" + paused + "\"", "\"" + made + "\"");
        assertThat(get(all + "ASLEEP").statusCode()).isEqualTo(400);
        service().stop(paused);
    }

    @Test
    void aStoppedPipelineGoesOnWhereItWas() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        drain(name);
        topic.produce(500, index -> "{\"id\":" + (1_000 + index) + "}");
        UUID first = service().get(name).state().runId();

        assertThat(service().start(name).state().runId()).isNotEqualTo(first);
        drain(name);

        assertThat(rows(name)).isEqualTo(1_500);
    }

    @Test
    void progressOfAPipelineThatGoesOnNeverFallsBack() {
        Topic topic = new Topic(broker, 4);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        drain(name);
        service().start(name);

        ProgressReports reports = worker.getBean(ProgressReports.class);
        await().until(() -> {
            assertThat(reports.of(name).received()).isEqualTo(1_000);
            return reports.of(name).partitions().stream().anyMatch(partition -> partition.epoch() == 2);
        });
        service().stop(name);
    }

    @Test
    void whoWaitsForRecordsIsToldWhenTheyAreCommitted() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);

        awaitReceived(name, 1_000);

        assertThat(rows(name)).isEqualTo(1_000);
        service().stop(name);
    }

    @Test
    void aRequestThatIsRepeatedWithItsKeyIsDoneOnce() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");
        String name = "p" + UUID.randomUUID().toString().substring(0, 8);
        String body = """
                {"name": "%s", "source": {"store": "broker", "topic": "%s"},
                 "target": {"warehouse": {"store": "lake", "table": "%s"}}}""".formatted(name, topic.name(), name);
        String path = "/api/v1/pipelines";

        HttpResponse<String> created = post(path, "create-" + name, body);
        HttpResponse<String> createdAgain = post(path, "create-" + name, body);
        HttpResponse<String> started = post(path + "/" + name + "/start", "start-" + name, "");
        drain(name);
        HttpResponse<String> startedAgain = post(path + "/" + name + "/start", "start-" + name, "");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("Location")).hasValue(path + "/" + name);
        assertThat(createdAgain.statusCode()).isEqualTo(201);
        assertThat(createdAgain.body()).isEqualTo(created.body());
        assertThat(startedAgain.body()).isEqualTo(started.body()).contains("RUNNING");
        assertThat(service().get(name).state()).isInstanceOf(PipelineState.Stopped.class);
        assertThat(post(path, "create-" + name, body.replace("lake", "other")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void theSameTopicIsReadInEachFormat() {
        Topic topic = new Topic(broker, 2);
        topic.produce(100, index -> index == 0 ? "id,name" : index % 10 == 1 ? "x,bad" : index + ",good");
        String csv = "\"format\": \"CSV\", \"csv\": {\"header\": true}, \"columns\":"
                + " [{\"name\": \"id\", \"type\": \"BIGINT\"}, {\"name\": \"name\", \"type\": \"VARCHAR\"}]";

        assertThat(run(topic, csv))
                .contains("\"received\":100", "\"written\":89", "\"deadLettered\":10", "\"filtered\":1");
        assertThat(run(topic, "\"format\": \"RAW\"")).contains("\"written\":100", "\"filtered\":0");
        assertThat(run(topic, "\"format\": \"CLOUDEVENTS\"")).contains("\"deadLettered\":100");
        assertThat(post("/api/v1/pipelines", "bad", definition("bad", topic, "\"format\": \"CSV\""))
                        .body())
                .contains("pipeline-invalid", "\"field\":\"columns\"");
    }

    @Test
    void recordsOfOneKeyAreOneRowWhateverPartitionTheyAreIn() throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index % 7 + ",\"n\":" + index + "}");
        String write = "\"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"], \"sequenceBy\": \"n\"}";

        String progress = run(topic, write);

        assertThat(progress).contains("\"received\":1000", "\"written\":1000");
        String name = nameIn(progress);
        assertThat(rows(name)).isEqualTo(7);
        assertThat(get("/api/v1/pipelines/" + name).body()).contains("\"mode\":\"UPSERT\"", "\"keys\":[\"id\"]");
        String versions = run(topic, write.replace("UPSERT", "SCD2"));
        assertThat(versions).contains("\"received\":1000", "\"written\":1000");
        assertThat(rows(nameIn(versions))).isEqualTo(1_000);
        assertThat(inLake(nameIn(versions), "select count(*) filter (__end_at is null), sum(__end_at - __start_at)"))
                .containsExactly("7|6951");
        String delta = definition("toDelta", topic, write)
                .replace("\"target\": {", "\"target\": {\"delta\": {\"table\": \"t\"}, ");
        assertThat(post("/api/v1/pipelines", "toDelta", delta).body())
                .contains("pipeline-invalid", "\"field\":\"write.mode\"", "APPEND");
    }
}
