package io.weir.standalone.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.standalone.connection.TraceReceiver.Span;
import io.weir.test.s3.ObjectServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Traces lead through all services, to the store and to what pipelines do by themselves. */
@TestMethodOrder(OrderAnnotation.class)
class TracesTest {

    private static final String TABLE = """
            {"name": "%s", "location": "s3://%s/lake/%s", "schema": {"type": "struct", "fields":
             [{"name": "id", "type": "long", "nullable": true, "metadata": {}}]}}""";

    private static final String FILE = """
            {"add": {"path": "part-%d.parquet", "partitionValues": {}, "size": 1, "modificationTime": 1, "dataChange": true}}""";

    /** The trace in which a pipeline is started. */
    private static final String STARTED = "7af7651916cd43dd8448eb211c80319c";

    /** More than go in by one statement of values. */
    private static final int MANY = 2_000;

    @TempDir
    static Path folder;

    private static ConnectedServices services;
    private static TraceReceiver receiver;

    @BeforeAll
    static void start() throws IOException {
        services = new ConnectedServices(folder);
        receiver = services.receiver;
    }

    @AfterAll
    static void stop() throws Exception {
        services.stop();
    }

    @Test
    @Order(1)
    void oneTraceLeadsFromTheGatewayToTheStore() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        HttpResponse<String> made = post("traced", "00-" + trace + "-b7ad6b7169203331-01");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> leadsToTheStore(trace));
        assertThat(receiver.everything()).doesNotContain("lake/traced", "insert into", services.database.password());
    }

    /** Services send what they have, each in its own time: whatever is missing may be on its way. */
    private static void leadsToTheStore(String trace) {
        Span put = receiver.last(
                trace, span -> span.name().equals("store put") && receiver.isBelow(trace, span, "mirror publish"));
        assertThat(put.attributes()).containsEntry("weir.store", "s3");
        Span called = receiver.last(trace, Span.named("POST metadata-service"));
        assertThat(called.service()).isEqualTo("platform-api");
        Span answered = receiver.last(trace, span -> span.parent().equals(called.id()));
        assertThat(answered.service()).isEqualTo("metadata-service");
        assertThat(answered.name()).isEqualTo("http post /api/v1/tables");
        Span first = receiver.last(trace, span -> span.id().equals(called.parent()));
        assertThat(first.service()).isEqualTo("platform-api");
        assertThat(first.parent()).isEqualTo("b7ad6b7169203331");
        Span inserted = receiver.last(trace, Span.named("INSERT table_metadata"));
        assertThat(inserted.parent()).isEqualTo(answered.id());
        assertThat(inserted.attributes()).containsEntry("db.system.name", "postgresql");
        assertThat(receiver.trace(trace))
                .as("the look whether a log is there")
                .anyMatch(span ->
                        span.name().startsWith("store ") && span.parent().equals(answered.id()));
    }

    /** Files of a large commit go in by COPY, and those of a large listing come out so; lineage is told by its outbox. */
    @Test
    @Order(2)
    void aLargeCommitTellsOfItsCopyAndOfItsMessage() throws Exception {
        String trace = "4af7651916cd43dd8448eb211c80319c";
        String files = IntStream.range(0, MANY)
                .mapToObj(FILE::formatted)
                .collect(Collectors.joining(
                        ",", "{\"operation\": \"WRITE\", \"jobName\": \"load\", \"actions\": [", "]}"));
        HttpResponse<String> made =
                services.post("/api/v1/tables/traced/commits", files, "00-" + trace + "-b7ad6b7169203331-01");
        assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Span copied = receiver.last(trace, Span.named("COPY data_file"));
            assertThat(receiver.isBelow(trace, copied, "http post /api/v1/tables/{table}/commits"))
                    .isTrue();
            assertThat(receiver.trace(trace))
                    .anyMatch(Span.named("send lineage"))
                    .anyMatch(Span.named("mirror publish"))
                    .anyMatch(span -> span.parent().equals("b7ad6b7169203331"));
        });

        Span sent = receiver.last(trace, Span.named("send lineage"));
        assertThat(sent.attributes())
                .containsEntry("messaging.operation.type", "send")
                .containsEntry("messaging.destination.name", "lineage");
        assertThat(receiver.everything()).doesNotContain("part-1.parquet", "copy data_file");
        assertThat(sent.service()).isEqualTo("metadata-service");
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            assertThat(receiver.isBelow(trace, sent, "POST metadata-service")).isTrue();
            isWrittenByLineage(trace, sent, "http post /api/v1/jobs/register-snapshot");
        });
    }

    /** It is taken in the trace in which it was sent, and written down there. */
    private static void isWrittenByLineage(String trace, Span sent, String operation) {
        Span taken = receiver.last(
                trace,
                span -> span.service().equals("lineage-service")
                        && span.parent().equals(sent.id()));
        assertThat(taken.name()).isEqualTo(operation);
        assertThat(receiver.trace(trace))
                .as("what lineage wrote")
                .anyMatch(span -> span.service().equals("lineage-service")
                        && span.name().equals("COMMIT")
                        && receiver.isBelow(trace, span, taken.name()));
    }

    @Test
    @Order(2)
    void aQuestionToLineageHasATraceThroughTheGateway() throws Exception {
        String trace = "6af7651916cd43dd8448eb211c80319c";
        assertThat(services.get("/api/v1/namespaces", "00-" + trace + "-b7ad6b7169203331-01")
                        .statusCode())
                .isEqualTo(200);
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Span called = receiver.last(trace, Span.named("GET lineage-service"));
            assertThat(called.service()).isEqualTo("platform-api");
            Span answered = receiver.last(trace, span -> span.parent().equals(called.id()));
            assertThat(answered.service()).isEqualTo("lineage-service");
            assertThat(answered.name()).isEqualTo("http get /api/v1/namespaces");
            assertThat(receiver.trace(trace))
                    .as("what lineage read")
                    .anyMatch(span ->
                            span.name().startsWith("SELECT ") && span.parent().equals(answered.id()));
        });
    }

    /** Nobody asked for it: a trace of its own, from the record that came to the version that is published. */
    @Test
    @Order(3)
    void aBatchOfAPipelineHasATraceFromItsRecordsToTheMirror() throws Exception {
        Path orders = Files.createDirectories(folder.resolve("captures").resolve("orders"));
        Files.writeString(orders.resolve("a.ndjson"), "{\"id\": 1, \"name\": \"confidential\"}\n{\"id\": 2}\n");
        String untraced = "00-" + "5".repeat(32) + "-b7ad6b7169203331-00";
        for (String[] call : pipeline()) {
            assertDone(services.post(call[0], call[1], untraced));
        }
        assertDone(services.post("/api/v1/pipelines/orders/start", "", "00-" + STARTED + "-b7ad6b7169203331-01"));
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(receiver.named("process orders"))
                .anySatisfy(TracesTest::reachesTheMirror));
        assertThat(receiver.everything()).doesNotContain("confidential");
    }

    private static void reachesTheMirror(Span batch) {
        String trace = batch.trace();
        assertThat(batch.parent()).isEmpty();
        assertThat(batch.service()).isEqualTo("ingest-worker");
        assertThat(batch.attributes())
                .containsEntry("messaging.system", "files")
                .containsEntry("messaging.destination.name", "orders")
                .containsEntry("messaging.batch.message_count", "2")
                .containsEntry("weir.pipeline", "orders");
        assertThat(receiver.last(trace, Span.named("receive orders")).parent()).isEqualTo(batch.id());
        assertThat(receiver.isBelow(trace, receiver.last(trace, Span.named("INSERT orders")), "warehouse write"))
                .isTrue();
        assertThat(receiver.last(
                                trace,
                                span -> span.name().equals("COMMIT")
                                        && receiver.isBelow(trace, span, "warehouse write"))
                        .attributes())
                .containsEntry("db.system.name", "duckdb");
        Span commit = receiver.last(trace, Span.named("http post /api/v1/tables/{table}/commits"));
        assertThat(commit.service()).isEqualTo("metadata-service");
        assertThat(receiver.isBelow(trace, commit, "delta write")).isTrue();
        assertThat(receiver.trace(trace)).anyMatch(Span.named("mirror publish"));
        Span sent = receiver.last(trace, Span.named("send lineage"));
        assertThat(sent.service()).isEqualTo("metadata-service");
        assertThat(receiver.isBelow(trace, sent, commit.name())).isTrue();
        isWrittenByLineage(trace, sent, "http post /api/v1/jobs/register-snapshot");
    }

    private static List<String[]> pipeline() {
        return List.of(
                new String[] {
                    "/api/v1/stores",
                    "{\"name\": \"captures\", \"kind\": \"FILES\", \"properties\": {\"path\": \""
                            + folder.resolve("captures") + "\"}}"
                },
                new String[] {
                    "/api/v1/stores",
                    "{\"name\": \"house\", \"kind\": \"DUCKDB\", \"properties\": {\"path\": \"house.duckdb\"}}"
                },
                new String[] {
                    "/api/v1/pipelines",
                    "{\"name\": \"orders\", \"source\": {\"store\": \"captures\", \"topic\": \"orders\"}, \"target\":"
                            + " {\"warehouse\": {\"store\": \"house\", \"table\": \"orders\"}, \"delta\": {\"table\": \"orders\"}}}"
                });
    }

    /** Whoever starts a pipeline has a run begin, which the worker tells lineage of: one trace. */
    @Test
    @Order(4)
    void theStartOfAPipelineHasATraceToItsRunInLineage() {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            Span sent = receiver.last(STARTED, Span.named("send lineage"));
            assertThat(sent.service()).isEqualTo("ingest-worker");
            assertThat(receiver.isBelow(STARTED, sent, "POST ingest-worker")).isTrue();
            isWrittenByLineage(STARTED, sent, "http post /api/v1/lineage");
        });
    }

    @Test
    @Order(5)
    void whatIsNotSampledLeavesNoTraceAnywhere() throws Exception {
        String untraced = "1af7651916cd43dd8448eb211c80319c";
        String traced = "2af7651916cd43dd8448eb211c80319c";
        services.get("/api/v1/tables", "00-" + untraced + "-b7ad6b7169203331-00");
        services.get("/api/v1/tables", "00-" + traced + "-b7ad6b7169203331-01");
        await().atMost(Duration.ofMinutes(1)).until(() -> receiver.trace(traced).stream()
                .anyMatch(span -> span.service().equals("metadata-service")));
        assertThat(receiver.trace(untraced)).isEmpty();
    }

    private static void assertDone(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 202);
    }

    private static HttpResponse<String> post(String table, String traceparent) throws Exception {
        return services.post("/api/v1/tables", TABLE.formatted(table, ObjectServer.BUCKET, table), traceparent);
    }
}
