package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.weir.ingest.Topic;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a run says of itself: to Prometheus while it goes on, and to lineage when it ends. */
class RunStatisticsTest extends WorkerTest {

    private static final int RECORDS = 1_000;
    private static final String FILTER =
            "\"format\": \"JSON\", \"columns\": [{\"name\": \"id\", \"type\": \"BIGINT\"}],"
                    + " \"transform\": \"SELECT id FROM input WHERE id % 10 <> 0\"";

    /** Ten are none, and of the others those of whole tens are left out. */
    private static String payload(int index) {
        return index % 100 == 99 ? "broken " + index : "{\"id\":" + index + "}";
    }

    private static long bytes() {
        return IntStream.range(0, RECORDS)
                .mapToLong(index -> payload(index).getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static Topic produced() {
        Topic topic = new Topic(broker, 2);
        topic.produce(RECORDS, RunStatisticsTest::payload);
        return topic;
    }

    private static double counted(String meter, String pipeline) {
        return worker.getBean(MeterRegistry.class)
                .get(meter)
                .tag("pipeline", pipeline)
                .counter()
                .count();
    }

    /** What lineage is to be told of the end; nobody answers in its place. */
    private static JsonNode end(String pipeline) {
        return events(pipeline, "COMPLETE").get(0);
    }

    private static List<JsonNode> events(String pipeline, String type) {
        return worker
                .getBean(JdbcClient.class)
                .sql("select body from outbox_message where destination = 'LINEAGE' and ordering_key = ?"
                        + " and body::jsonb ->> 'eventType' = ? order by id")
                .params("pipeline/" + pipeline, type)
                .query(String.class)
                .list()
                .stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }

    /** What it is told of a run that did not complete, when its worker has left it. */
    private static JsonNode left(String pipeline) {
        return await().until(() -> events(pipeline, "OTHER"), told -> told.size() == 1)
                .get(0);
    }

    private static long number(JsonNode event, String path) {
        return event.at(path).longValue();
    }

    @Test
    void metersCountEventsBytesRowsLettersAndWhatIsFiltered() {
        String name = nameIn(run(produced(), FILTER));

        assertThat(Stream.of("events", "rows", "dead.letters", "filtered", "lost.records")
                        .map(meter -> counted("weir.ingest." + meter, name)))
                .containsExactly(1_000.0, 890.0, 10.0, 100.0, 0.0);
        assertThat(counted("weir.ingest.bytes", name)).isEqualTo(bytes());
        assertThat(counted("weir.ingest.batches", name)).isPositive();
    }

    @Test
    void lineageIsToldWhatWasReadAndWhatWasWritten() {
        Topic topic = produced();

        JsonNode event = end(nameIn(run(topic, FILTER)));

        assertThat(event.at("/inputs/0/name").stringValue()).isEqualTo(topic.name());
        assertThat(event.at("/outputs")).hasSize(1);
        inputIsTold(event);
        assertThat(number(event, "/outputs/0/outputFacets/outputStatistics/rowCount"))
                .isEqualTo(890);
    }

    @Test
    void lineageIsToldWhatWasReadAndWrittenInARunThatWasStopped() {
        Topic topic = produced();
        String name = begin(topic, FILTER);
        awaitReceived(name, RECORDS);

        Pipeline stopped = service().stop(name);

        JsonNode aborted = events(name, "ABORT").get(0);
        assertThat(aborted.at("/inputs/0/name").stringValue()).isEqualTo(topic.name());
        inputIsTold(aborted);
        assertThat(number(aborted, "/outputs/0/outputFacets/outputStatistics/rowCount"))
                .isEqualTo(890);
        JsonNode told = left(name);
        assertThat(told.at("/run/runId").stringValue())
                .isEqualTo(String.valueOf(stopped.state().runId()))
                .isEqualTo(events(name, "ABORT").get(0).at("/run/runId").stringValue());
        assertThat(told.at("/inputs/0/name").stringValue()).isEqualTo(topic.name());
        inputIsTold(told);
        assertThat(number(told, "/outputs/0/outputFacets/outputStatistics/rowCount"))
                .isEqualTo(890);
    }

    @Test
    void lineageIsToldWhatWasReadAndWrittenInARunThatFailed() {
        Topic topic = produced();
        String small = "{\"name\": \"small\", \"condition\": \"id < 1000\", \"action\": \"FAIL\"}";
        String name = begin(topic, FILTER + ", \"expectations\": [" + small + "]");
        awaitReceived(name, RECORDS);

        topic.produce(1, index -> "{\"id\":1001}");

        JsonNode told = left(name);
        assertThat(service().get(name).state()).isInstanceOf(PipelineState.Failed.class);
        assertThat(events(name, "FAIL")).singleElement().satisfies(RunStatisticsTest::inputIsTold);
        assertThat(number(events(name, "FAIL").get(0), "/outputs/0/outputFacets/outputStatistics/rowCount"))
                .isEqualTo(890);
        inputIsTold(told);
        assertThat(number(told, "/outputs/0/outputFacets/outputStatistics/rowCount"))
                .isEqualTo(890);
    }

    @Test
    void lineageIsToldWhatWasReadForADeltaTableAlone() {
        String table = "d" + UUID.randomUUID().toString().substring(0, 8);
        String definition = definition(table, produced(), FILTER)
                .replaceFirst("\"target\": .*", "\"target\": {\"delta\": {\"table\": \"" + table + "\"}}}");
        assertThat(post("/api/v1/pipelines", "create-" + table, definition).statusCode())
                .isEqualTo(201);
        service().start(table);
        drain(table);

        inputIsTold(end(table));
    }

    private static void inputIsTold(JsonNode event) {
        assertThat(number(event, "/inputs/0/inputFacets/inputStatistics/rowCount"))
                .isEqualTo(RECORDS);
        assertThat(number(event, "/inputs/0/inputFacets/inputStatistics/size")).isEqualTo(bytes());
    }
}
