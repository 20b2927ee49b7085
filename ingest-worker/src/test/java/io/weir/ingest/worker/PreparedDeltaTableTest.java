package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.pipeline.DeclaredColumn;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A Delta table that was there before the pipeline, with a protocol and properties that others chose. */
class PreparedDeltaTableTest extends WorkerTest {

    private static final String TIMES = "select id, timestamp '2026-01-01 00:00:00' as seen from input";
    private static final DeclaredColumn ID = new DeclaredColumn("id", "BIGINT");

    @TempDir
    static Path folder;

    private static ServedTables served;

    @BeforeAll
    static void serve() {
        served = new ServedTables(folder.resolve("worker"), folder.resolve("tables"), platform);
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static void makeTable(String name) {
        served.ask("POST", "tables", """
                {"name": "%s", "schema": {"type": "struct", "fields": [
                  {"name": "id", "type": "long", "nullable": true, "metadata": {}}]}}""".formatted(name));
    }

    /** Starts a pipeline of ten records with an id each. */
    private static void start(String name, DeltaTarget target, @Nullable String transform, DeclaredColumn... columns) {
        Feed.Events events = Feed.KAFKA.events();
        events.producer().produce(10, index -> "{\"id\":" + index + "}");
        served.service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(events.source())
                                .into(new PipelineTarget(null, target))
                                .transform(transform)
                                .columns(columns.length == 0 ? null : List.of(columns))
                                .build(),
                        "user:test");
        served.service().start(name);
    }

    private static void start(String name) {
        start(name, new DeltaTarget(name), null);
    }

    private static List<String> features(String table, String of) {
        return served.ask("GET", "tables/" + table + "/snapshot", "")
                .get("protocol")
                .path(of)
                .valueStream()
                .map(JsonNode::stringValue)
                .toList();
    }

    /** What readers must understand grows with the columns that ask for it, in the commit that has them. */
    @Test
    void timesBringTheFeatureThatTheyNeed() throws SQLException {
        String name = name();
        makeTable(name);
        assertThat(features(name, "writerFeatures")).isNotEmpty().doesNotContain("timestampNtz");
        start(name, new DeltaTarget(name), TIMES, ID);
        served.drain(name);

        assertThat(served.select(name, "count(seen) || ' ' || min(seen)")).isEqualTo("10 2026-01-01 00:00:00");
        assertThat(served.fields(name).get("seen").get("type").stringValue()).isEqualTo("timestamp_ntz");
        assertThat(features(name, "writerFeatures")).contains("appendOnly", "timestampNtz");
        assertThat(features(name, "readerFeatures")).containsExactly("timestampNtz");
    }

    /** A log of another engine, with version numbers in place of features. */
    @Test
    void whatAnOldVersionNumberStandsForIsNamedBesideIt() throws Exception {
        String name = imported("{\"minReaderVersion\":1,\"minWriterVersion\":3}");
        start(name, new DeltaTarget(name), TIMES, ID);
        served.drain(name);

        assertThat(served.select(name, "count(*) || ' ' || count(seen)")).isEqualTo("10 10");
        assertThat(features(name, "writerFeatures"))
                .contains("appendOnly", "invariants", "checkConstraints", "timestampNtz");
    }

    private static String imported(String protocol) throws IOException {
        String name = name();
        Path log = Files.createDirectories(
                folder.resolve("tables/tables").resolve(name).resolve("_delta_log"));
        String schema =
                "{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"long\\\","
                        + "\\\"nullable\\\":true,\\\"metadata\\\":{}}]}";
        Files.writeString(
                log.resolve("00000000000000000000.json"),
                "{\"commitInfo\":{\"timestamp\":1700000000000,\"operation\":\"CREATE TABLE\"}}\n{\"protocol\":"
                        + protocol
                        + "}\n{\"metaData\":{\"id\":\"" + UUID.randomUUID()
                        + "\",\"format\":{\"provider\":\"parquet\",\"options\":{}},\"schemaString\":\"" + schema
                        + "\",\"partitionColumns\":[],\"configuration\":{},\"createdTime\":1700000000000}}\n");
        served.ask(
                "POST",
                "tables/" + name + "/import",
                "{\"location\": \"" + folder.resolve("tables/tables").resolve(name) + "\"}");
        await().until(() -> served.ask("GET", "tables/" + name + "/import", "")
                .get("state")
                .stringValue()
                .equals("SUCCEEDED"));
        return name;
    }

    @Test
    void aFeatureThatNobodyHereUnderstandsEndsThePipeline() throws Exception {
        String name = imported(
                "{\"minReaderVersion\":1,\"minWriterVersion\":7,\"writerFeatures\":[\"appendOnly\",\"icebergCompatV9\"]}");
        start(name);

        assertThat(served.failed(name)).contains(name, "icebergCompatV9", "unsupported-feature");
    }

    @Test
    void aConstraintEndsThePipelineWhichGoesOnWhenItIsGoneAndItIsStarted() throws SQLException {
        String name = name();
        makeTable(name);
        served.alter(
                name,
                List.of(),
                List.of("checkConstraints"),
                (fields, configuration) -> configuration.put("delta.constraints.positive", "id > 0"));
        start(name);

        assertThat(served.failed(name)).contains("table " + name, "constraint positive", "take that away");

        served.alter(
                name,
                List.of(),
                List.of(),
                (fields, configuration) -> configuration.remove("delta.constraints.positive"));
        served.service().start(name);
        served.drain(name);
        assertThat(served.select(name, "count(*) || ' ' || count(distinct id)")).isEqualTo("10 10");
    }

    @Test
    void partitionsThatThePipelineSaysOtherwiseEndIt() {
        String name = name();
        served.ask("POST", "tables", """
                {"name": "%s", "partitionColumns": ["id"], "schema": {"type": "struct", "fields": [
                  {"name": "id", "type": "long", "nullable": true, "metadata": {}},
                  {"name": "day", "type": "date", "nullable": true, "metadata": {}}]}}""".formatted(name));
        start(name, new DeltaTarget(name, null, null, List.of("day")), null, ID, new DeclaredColumn("day", "DATE"));

        assertThat(served.failed(name)).contains("table " + name, "partitioned by [id]", "partitionBy [day]");
    }
}
