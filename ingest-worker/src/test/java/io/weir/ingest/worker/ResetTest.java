package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.Topic;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineResets;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.ResetPosition;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.progress.PartitionProgress;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.support.paging.PageRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Another reading of the same topic. */
class ResetTest extends WorkerTest {

    @Test
    void aPipelineThatIsResetReadsItsTopicOnceMoreThoughCommitsFailAtEveryBoundary() throws SQLException {
        Topic topic = new Topic(broker, 4);
        topic.produce(4_000, index -> index % 100 == 0 ? "broken " + index : "{\"id\":" + index + "}");
        String name = create(
                topic,
                table -> new PipelineTarget(
                        new PipelineTarget.WarehouseTarget("lake", table), new PipelineTarget.DeltaTarget(table)));
        service().start(name);
        String reset = "/api/v1/pipelines/" + name + "/reset";
        String earliest = "{\"startPosition\": \"EARLIEST\"}";
        awaitReceived(name, 4_000);
        HttpResponse<String> atWork = post(reset, "early-" + name, earliest);

        // The session that was stopped may still be there when the next one is to begin.
        service().stop(name);
        HttpResponse<String> done = post(reset, "reset-" + name, earliest);
        Set<MemoryDeltaTables.When> interfered = interfereTwice();
        service().start(name);
        String read = awaitReceived(name, 4_000);
        drain(name);
        tables().interfere((table, when) -> {});

        assertThat(atWork.statusCode()).isEqualTo(409);
        assertThat(atWork.body()).contains("pipeline-state", "stop it and reset it then", "\"state\":\"RUNNING\"");
        assertThat(done.body()).contains("\"state\":\"STOPPED\"", "\"startPosition\":\"EARLIEST\"", "\"resetAt\":\"20");
        assertThat(read).contains("\"received\":4000", "\"written\":3960", "\"deadLettered\":40");
        assertThat(interfered).containsExactlyInAnyOrder(MemoryDeltaTables.When.values());
        assertThat(rows(name)).isEqualTo(7_920);
        assertThat(idsIn(name)).isEqualTo("7920 3960");
        assertThat(worker.getBean(DeadLetters.class)
                        .list(name, new PageRequest(100, null))
                        .items())
                .hasSize(80);
    }

    @Test
    void partitionsThatAreNotResetGoOnWhereTheyAre() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        drain(name);
        String reset = "/api/v1/pipelines/" + name + "/reset";

        HttpResponse<String> wrong = post(
                reset,
                "wrong-" + name,
                "{\"startPosition\": \"SEQUENCE\", \"startSequences\": {\"0\": 501, \"1\": 0, \"7\": 3}}");
        HttpResponse<String> vague = post(reset, "vague-" + name, "{\"startTime\": \"2026-01-01T00:00:00Z\"}");
        String back = "{\"startPosition\": \"SEQUENCE\", \"startSequences\": {\"1\": 490}}";
        HttpResponse<String> done = post(reset, "done-" + name, back);
        HttpResponse<String> repeated = post(reset, "done-" + name, back);
        PipelineProgress between = worker.getBean(ProgressReports.class).of(name);
        topic.produce(2, index -> "{\"id\":" + index + "}");
        service().start(name);
        drain(name);

        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body())
                .contains("\"field\":\"startSequences.0\"", "\"found\":\"501\"", "\"allowed\":\"0 to 500\"")
                .contains("\"field\":\"startSequences.7\"", "one of [0, 1]");
        assertThat(vague.body()).contains("\"field\":\"startPosition\"", "\"field\":\"startTime\"");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(repeated.body()).isEqualTo(done.body());
        assertThat(between.partitions()).extracting(PartitionProgress::lag).containsExactly(0L, 10L);
        assertThat(between.received()).isEqualTo(500);
        assertThat(rows(name)).isEqualTo(1_012);
        assertThat(worker.getBean(ProgressReports.class).of(name).received()).isEqualTo(512);
    }

    /** PostgreSQL dies where the last of what a reset changes is written. */
    @Test
    void aResetThatIsNotWholeDidNotHappen() {
        Topic topic = new Topic(broker, 1);
        topic.produce(100, index -> "{\"id\":" + index + "}");
        String name = create(topic);
        service().start(name);
        drain(name);
        PipelineResets resets = worker.getBean(PipelineResets.class);
        ResetPosition back = new ResetPosition(PipelineSource.StartPosition.SEQUENCE, Map.of(0, 90L), null, null);
        Pipeline before = service().get(name);
        platform.update("create function die() returns trigger language plpgsql as $$ begin raise 'died'; end $$;"
                + " create trigger die before insert on partition_start for each row execute function die()");
        assertThatThrownBy(() -> resets.reset(name, back)).hasMessageContaining("died");
        platform.update("drop trigger die on partition_start; drop function die");

        assertThat(service().get(name)).isEqualTo(before);
        assertThat(worker.getBean(ProgressReports.class).of(name).received()).isEqualTo(100);
        resets.reset(name, back);
        assertThat(pipelines().reset(before, before.definition(), before.generations(), Map.of()))
                .isFalse();
        service().start(name);
        drain(name);
        assertThat(rows(name)).isEqualTo(110);
    }

    @Test
    void whoMergesByAColumnMayReadEverythingAgain() {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index % 7 + ",\"n\":" + index + "}");
        String name =
                nameIn(run(topic, "\"write\": {\"mode\": \"UPSERT\", \"keys\": [\"id\"], \"sequenceBy\": \"n\"}"));
        String time = Instant.now().minusSeconds(3_600).toString();

        HttpResponse<String> done = post(
                "/api/v1/pipelines/" + name + "/reset",
                "reset-" + name,
                "{\"startPosition\": \"TIME\", \"startTime\": \"" + time + "\"}");
        service().start(name);
        drain(name);

        assertThat(done.body()).contains("\"startPosition\":\"TIME\"");
        assertThat(get("/api/v1/pipelines/" + name + "/progress").body()).contains("\"received\":1000");
        assertThat(rows(name)).isEqualTo(7);
    }
}
