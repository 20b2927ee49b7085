package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.intake.EventIntake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;

class IntakeTest {

    private static final String LINEAGE = "/api/v1/lineage";
    private static TestService service;
    private final UUID run = UUID.randomUUID();

    @BeforeAll
    static void start() {
        service = new TestService("--weir.lineage.max-event-bytes=4000000");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void anAcceptedEventIsAnsweredWithNothing() {
        var answer = service.post(LINEAGE, TestEvents.run("START", run, "orders", 0));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.text()).isEmpty();
    }

    /** A service that is told to stop answers the calls that it has begun, and only then closes its port. */
    @Test
    void eventsAreTakenUntilThePortIsClosed() {
        int portIsClosed = SmartLifecycle.DEFAULT_PHASE - 2048;
        assertThat(service.bean(EventIntake.class).getPhase()).isLessThan(portIsClosed);
    }

    @Test
    void whatIsKeptEqualsWhatWasSent() {
        String sent =
                "{\"eventTime\":\"2026-01-31T12:00:00.123456789+02:00\",\"job\":{\"name\":\"é☃𝄞\",\"namespace\":\"\"},"
                        + "\"number\":1.10,\"huge\":123456789012345678901234567890.5,\"nul\":\"a\\u0000b\","
                        + "\"run\":{\"runId\":\"" + run + "\"}}";
        assertThat(service.post(LINEAGE, sent).status()).isEqualTo(201);

        String kept = service.jdbc()
                .sql("select body from event where run_id = ?")
                .param(run)
                .query(String.class)
                .single();
        assertThat(kept).contains("1.10", "123456789012345678901234567890.5", "é☃𝄞", "a\\u0000b");
        assertThat(service.run(run).path("job").stringValue()).isEqualTo("é☃𝄞");
    }

    @Test
    void aDuplicateChangesNothingHoweverItIsWritten() {
        Map<String, Object> event = TestEvents.run("START", run, "orders", 0);
        service.post(LINEAGE, event);
        JsonNode before = service.run(run);
        List<String> reversed = event.keySet().stream().sorted().toList();
        var again = new java.util.LinkedHashMap<String, Object>();
        reversed.forEach(key -> again.put(key, event.get(key)));

        assertThat(service.post(LINEAGE, again).status()).isEqualTo(201);
        assertThat(service.post(LINEAGE + "/batch", List.of(event, event)).status())
                .isEqualTo(204);
        assertThat(service.run(run)).isEqualTo(before);
        assertThat(count("event")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "not json", "{\"a\":1} trailing", "{\"a\":}"})
    void whatIsNoJsonIsMalformed(String body) {
        var answer = service.post(LINEAGE, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.headers().get("content-type")).startsWith("application/problem+json");
        assertThat(answer.json().path("code").stringValue()).isEqualTo("malformed-request");
        assertThat(answer.json().path("requestId").stringValue()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | ''",
                "{\"eventTime\":\"2026-01-31T12:00:00Z\"} | job",
                "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"run\":{\"runId\":\"x\"}} | job",
                "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"job\":{\"name\":\"x\"}} | job.namespace",
                "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"job\":{\"name\":\"a\\u0000\",\"namespace\":\"x\"}} | job.name",
                "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"job\":{\"name\":\"\\ud800\",\"namespace\":\"x\"}} | job.name",
                "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"dataset\":{\"name\":3,\"namespace\":\"x\"}} | dataset.name",
                "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"job\":{\"name\":\"a\",\"namespace\":\"x\"},\"run\":{}} | run.runId",
                "{\"eventTime\":\"yesterday\",\"job\":{\"name\":\"a\",\"namespace\":\"x\"}} | eventTime",
                "{\"job\":{\"name\":\"a\",\"namespace\":\"x\"}} | eventTime",
                "{\"eventTime\":\"+12026-01-31T12:00:00Z\",\"job\":{\"name\":\"a\",\"namespace\":\"x\"}} | eventTime",
                "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"eventType\":\"DONE\",\"job\":{\"name\":\"a\",\"namespace\":\"x\"}} | eventType",
            })
    void whatSaysNothingIsRefusedWithTheField(String body, String field) {
        var answer = service.post(LINEAGE, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").get(0).path("field").stringValue())
                .isEqualTo(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"eventTime\":\"2026-01-31T12:00:00\",\"job\":{\"name\":\"a\",\"namespace\":\"x\",\"facets\":null}}",
                "{\"eventTime\":\"2026-01-31 12:00:00+01:00\",\"job\":{\"name\":\"a\",\"namespace\":\"x\"},\"inputs\":null}",
                "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"eventType\":null,\"job\":{\"name\":\"a\",\"namespace\":\"x\"},"
                        + "\"inputs\":[{},3,{\"name\":\"d\",\"namespace\":\"x\",\"facets\":[]}],\"outputs\":\"none\"}",
                "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"eventType\":\"complete\",\"run\":{\"runId\":\"run_id\","
                        + "\"facets\":{\"nominalTime\":null,\"parent\":{}}},\"job\":{\"name\":\"a\",\"namespace\":\"x\"}}",
                "{\"eventTime\":\"0001-01-01T00:00:00Z\",\"dataset\":{\"name\":\"a\",\"namespace\":\"x\"}}",
            })
    void whatCanBeUnderstoodIsTaken(String body) {
        assertThat(service.post(LINEAGE, body).status()).isEqualTo(201);
    }

    @Test
    void gzipIsTakenAndBounded() throws IOException {
        byte[] event = "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"job\":{\"name\":\"zipped\",\"namespace\":\"x\"}}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(service.post(LINEAGE, "gzip", zip(event)).status()).isEqualTo(201);

        byte[] bomb = new byte[4_000_001];
        Arrays.fill(bomb, (byte) ' ');
        assertThat(service.post(LINEAGE, "gzip", zip(bomb)).status()).isEqualTo(413);
        assertThat(service.post(LINEAGE, "gzip", event).status()).isEqualTo(400);
        assertThat(service.post(LINEAGE, "gzip", Arrays.copyOf(zip(event), zip(event).length - 12))
                        .status())
                .isEqualTo(400);
        assertThat(service.post(LINEAGE, "br", event).status()).isEqualTo(415);
    }

    @Test
    void depthIsBounded() {
        String deep =
                "{\"eventTime\":\"2026-01-31T12:00:00Z\",\"job\":{\"name\":\"a\",\"namespace\":\"x\",\"facets\":{\"d\":"
                        + "[".repeat(500_000) + "]".repeat(500_000) + "}}}";

        assertThat(service.post(LINEAGE, deep).status()).isEqualTo(400);
    }

    @Test
    void namesOfAnyLengthAreTaken() {
        String name = "n/é:" + "x".repeat(10_000);
        Map<String, Object> event = TestEvents.with(
                TestEvents.run("START", run, name, 0), "outputs", List.of(TestEvents.dataset("s3a://" + name, "/a/")));

        assertThat(service.post(LINEAGE, event).status()).isEqualTo(201);
        assertThat(service.run(run).path("job").stringValue()).isEqualTo(name);
        assertThat(service.graph("job:weir:" + name).path("graph").size()).isEqualTo(2);
        assertThat(service.run(run).path("outputs").get(0).path("namespace").stringValue())
                .isEqualTo("s3://" + name);
        assertThat(service.run(run).path("outputs").get(0).path("name").stringValue())
                .isEqualTo("a");
    }

    @Test
    void aBatchTellsWhichEventsItRefused() {
        var answer = service.post(
                LINEAGE + "/batch",
                List.of(
                        TestEvents.run("START", run, "orders", 0),
                        TestEvents.run("DONE", run, "orders", 1),
                        TestEvents.run("COMPLETE", run, "orders", 2)));

        assertThat(answer.status()).isEqualTo(200);
        JsonNode result = answer.json();
        assertThat(result.path("status").stringValue()).isEqualTo("partial_success");
        assertThat(result.path("summary").toString()).isEqualTo("{\"failed\":1,\"received\":3,\"successful\":2}");
        assertThat(result.path("failed_events").get(0).path("index").intValue()).isEqualTo(1);
        assertThat(result.path("failed_events").get(0).path("reason").stringValue())
                .contains("eventType");
        assertThat(service.run(run).path("state").stringValue()).isEqualTo("COMPLETE");
    }

    @Test
    void anEmptyBatchIsNothing() {
        assertThat(service.post(LINEAGE + "/batch", "[]").status()).isEqualTo(204);
        assertThat(service.post(LINEAGE + "/batch", "{}").status()).isEqualTo(422);
    }

    private long count(String table) {
        return service.jdbc()
                .sql("select count(*) from " + table + " where run_id = ?")
                .param(run)
                .query(Long.class)
                .single();
    }

    private static byte[] zip(byte[] body) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(body);
        }
        return zipped.toByteArray();
    }
}
