package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DeclaredExpectation;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.ingest.transform.Expectation;
import io.weir.support.paging.PageRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What rows are expected to be, from the definition to the counts. */
class ExpectationsTest extends WorkerTest {

    @Test
    void whatBreaksExpectationsIsCountedOnceWrittenDroppedOrTheEnd() throws SQLException {
        Topic topic = new Topic(broker, 2);
        topic.produce(1_000, index -> "{\"id\":" + index + "}");
        String expected = "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}], \"batch\": {\"maxRows\": 100},"
                + " \"expectations\": [{\"name\": \"low\", \"condition\": \"id < 900\", \"action\": \"WARN\"},"
                + " {\"name\": \"odd\", \"condition\": \"id % 10 <> 0\", \"action\": \"DROP\"},"
                + " {\"name\": \"here\", \"condition\": \"id < 2000\", \"action\": \"FAIL\"}]";
        String delta = "\"target\": {\"delta\": {\"table\": \"%s\"}, ";

        String both = run(topic, expected, name -> delta.formatted(name));
        String lonely = "p" + UUID.randomUUID().toString().substring(0, 8);
        service()
                .create(
                        DefinitionBuilder.named(lonely)
                                .from(new PipelineSource("broker", topic.name(), null, null, null, null))
                                .into(new PipelineTarget(null, new PipelineTarget.DeltaTarget(lonely)))
                                .columns(List.of(new DeclaredColumn("id", "BIGINT")))
                                .expectations(List.of(
                                        new DeclaredExpectation("low", "id < 900", Expectation.Action.WARN),
                                        new DeclaredExpectation("odd", "id % 10 <> 0", Expectation.Action.DROP),
                                        new DeclaredExpectation("here", "id < 2000", Expectation.Action.FAIL)))
                                .batch(new BatchLimits(100, null, null))
                                .build(),
                        "user:test");
        service().start(lonely);
        drain(lonely);
        String alone = get("/api/v1/pipelines/" + lonely + "/progress").body();

        String counts = "\"broken\":{\"here\":0,\"low\":100,\"odd\":100}";
        assertThat(both).contains("\"received\":1000", "\"written\":900", "\"deadLettered\":100", counts);
        assertThat(alone).contains("\"received\":1000", "\"written\":900", "\"deadLettered\":100", counts);
        assertThat(rows(nameIn(both))).isEqualTo(900);
        assertThat(idsIn(nameIn(alone))).isEqualTo("900 900");
        assertThat(worker.getBean(DeadLetters.class)
                        .list(nameIn(both), new PageRequest(5, null))
                        .items())
                .allMatch(letter -> letter.reason().equals("breaks expectation odd: id % 10 <> 0"));

        String name = nameIn(both);
        topic.produce(20, index -> "{\"id\":" + (1_991 + index) + "}");
        service().start(name);
        await().until(() -> service().get(name).state() instanceof PipelineState.Failed);
        String failure = failure(name);
        PipelineProgress failed = worker.getBean(ProgressReports.class).of(name);
        patch("/api/v1/pipelines/" + name, "*", "{\"expectations\": []}");
        service().start(name);
        drain(name);

        assertThat(failure)
                .matches(
                        "the record at 50[45] of partition [01] breaks expectation here: id < 2000 .*nothing of its batch.*");
        assertThat(failed.received()).isEqualTo(1_000);
        assertThat(rows(name)).isEqualTo(920);
        assertThat(idsIn(name)).isEqualTo("920 920");
    }

    @Test
    void aDryRunTellsWhatWouldBreakExpectations() {
        Topic topic = new Topic(broker, 1);
        topic.produce(10, index -> "{\"id\":" + index + "}");

        HttpResponse<String> looked = post(
                "/api/v1/pipelines/dry-run?waitMillis=20000",
                "dry",
                definition(
                        "dry",
                        topic,
                        "\"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}], \"expectations\":"
                                + " [{\"name\": \"low\", \"condition\": \"id < 8\", \"action\": \"FAIL\"},"
                                + " {\"name\": \"odd\", \"condition\": \"id % 2 = 1\", \"action\": \"DROP\"}]"));

        assertThat(looked.body()).contains("\"written\":5", "\"deadLettered\":5", "\"broken\":{\"low\":2,\"odd\":5}");
    }
}
