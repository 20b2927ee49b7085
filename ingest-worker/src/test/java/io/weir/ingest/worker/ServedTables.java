package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.ingest.IngestPlatform;
import io.weir.ingest.deltasink.DeltaTable;
import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.deltasink.TableFile;
import io.weir.ingest.deltasink.TableRows;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.progress.PipelineProgress;
import io.weir.ingest.progress.ProgressReports;
import io.weir.metadata.MetadataService;
import io.weir.test.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A worker whose Delta tables are those of a metadata service, and somebody else who changes them there. */
final class ServedTables implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final TestDatabase database;
    private final ConfigurableApplicationContext service;
    private final IngestPlatform platform;
    private final ConfigurableApplicationContext worker;

    /**
     * @param data where the worker has its files
     * @param tables where the tables lie
     * @param beside what knows the same broker and hubs
     */
    ServedTables(Path data, Path tables, IngestPlatform beside) {
        this.database = TestDatabase.create("metadata");
        List<String> arguments = new ArrayList<>(List.of(database.arguments()));
        arguments.add("--server.port=0");
        arguments.add("--weir.data-dir=" + tables);
        this.service = MetadataService.application().run(arguments.toArray(String[]::new));
        this.platform = beside.beside(data);
        this.worker = platform.start(
                "--" + IngestPlatform.SERVED_TABLES + "=true", "--weir.services.metadata-url=" + address());
    }

    private String address() {
        return "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
    }

    ConfigurableApplicationContext worker() {
        return worker;
    }

    PipelineService service() {
        return worker.getBean(PipelineService.class);
    }

    PipelineProgress progress(String pipeline) {
        return worker.getBean(ProgressReports.class).of(pipeline);
    }

    /** Why a pipeline cannot go on just now, whether its table can be asked or not. */
    @Nullable
    String failure(String pipeline) {
        return worker.getBean(PipelineWorkers.class)
                .runner(pipeline)
                .map(PipelineRunner::failure)
                .orElse(null);
    }

    /** Has a pipeline write a thousand rows to the table of its name, and go on. */
    String begin(String name, Feed.Events events) {
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(events.source())
                                .into(new PipelineTarget(null, new PipelineTarget.DeltaTarget(name)))
                                .batch(new BatchLimits(100, null, 100L))
                                .build(),
                        "user:test");
        service().start(name);
        events.producer().produce(1_000, index -> "{\"id\":" + index + "}");
        await().until(() -> progress(name).received() == 1_000);
        return name;
    }

    void drain(String name) {
        service().drain(name);
        await().untilAsserted(() -> assertThat(service().get(name).state()).isInstanceOf(PipelineState.Stopped.class));
    }

    /** Waits until a pipeline cannot go on by itself, and says why. */
    String failed(String name) {
        await().untilAsserted(() -> assertThat(service().get(name).state()).isInstanceOf(PipelineState.Failed.class));
        return ((PipelineState.Failed) service().get(name).state()).reason();
    }

    /** What the service answers. */
    JsonNode ask(String method, String path, String body) {
        HttpRequest asked = HttpRequest.newBuilder(URI.create(address() + "/api/v1/" + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .sendAsync(asked, HttpResponse.BodyHandlers.ofString())
                .join();
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(method + " " + path + ": " + answer.body());
        }
        return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
    }

    /** Changes the fields of a table's schema. */
    interface Alteration {
        void of(List<ObjectNode> fields, ObjectNode configuration);
    }

    /** Commits other metadata, and a protocol that has more features. */
    void alter(String table, List<String> readers, List<String> writers, Alteration alteration) {
        JsonNode snapshot = ask("GET", "tables/" + table + "/snapshot", "");
        ObjectNode metadata = (ObjectNode) snapshot.get("metadata").deepCopy();
        ObjectNode schema =
                (ObjectNode) JSON.readTree(metadata.get("schemaString").stringValue());
        List<ObjectNode> fields = new ArrayList<>();
        schema.get("fields").forEach(field -> fields.add((ObjectNode) field));
        ObjectNode configuration =
                metadata.get("configuration") instanceof ObjectNode there ? there : metadata.putObject("configuration");
        alteration.of(fields, configuration);
        schema.putArray("fields").addAll(fields);
        metadata.put("schemaString", JSON.writeValueAsString(schema));
        ObjectNode commit = JSON.createObjectNode();
        commit.set("readVersion", snapshot.get("version"));
        commit.put("operation", "ALTER TABLE");
        if (!writers.isEmpty()) {
            ObjectNode protocol = (ObjectNode) snapshot.get("protocol").deepCopy();
            more(protocol, "readerFeatures", readers);
            more(protocol, "writerFeatures", writers);
            protocol.put("minReaderVersion", readers.isEmpty() ? 1 : 3).put("minWriterVersion", 7);
            commit.withArray("actions").addObject().set("protocol", protocol);
        }
        commit.withArray("actions").addObject().set("metaData", metadata);
        ask("POST", "tables/" + table + "/commits", JSON.writeValueAsString(commit));
    }

    /** Takes all rows away, and has it begin anew with other columns. */
    void replace(String table, List<ObjectNode> columns) {
        JsonNode snapshot = ask("GET", "tables/" + table + "/snapshot", "");
        ObjectNode metadata = (ObjectNode) snapshot.get("metadata").deepCopy();
        ObjectNode schema = JSON.createObjectNode();
        schema.put("type", "struct").putArray("fields").addAll(columns);
        metadata.put("schemaString", JSON.writeValueAsString(schema));
        ObjectNode commit = JSON.createObjectNode();
        commit.set("readVersion", snapshot.get("version"));
        commit.put("operation", "CREATE OR REPLACE TABLE");
        commit.withArray("actions").addObject().set("metaData", metadata);
        ask("GET", "tables/" + table + "/files?limit=1000", "").get("items").forEach(add -> {
            ObjectNode remove = JSON.createObjectNode();
            remove.set("path", add.get("path"));
            remove.put("deletionTimestamp", System.currentTimeMillis()).put("dataChange", true);
            commit.withArray("actions").addObject().set("remove", remove);
        });
        ask("POST", "tables/" + table + "/commits", JSON.writeValueAsString(commit));
    }

    private static void more(ObjectNode protocol, String key, List<String> features) {
        features.forEach(protocol.withArray(key)::add);
        if (protocol.get(key).isEmpty()) {
            protocol.remove(key);
        }
    }

    static ObjectNode field(String name, String type) {
        ObjectNode field = JSON.createObjectNode();
        field.put("name", name).put("type", type).put("nullable", true).putObject("metadata");
        return field;
    }

    /** The fields that a table has, by name. */
    Map<String, JsonNode> fields(String table) {
        Map<String, JsonNode> fields = new LinkedHashMap<>();
        ask("GET", "tables/" + table, "")
                .get("schema")
                .get("fields")
                .forEach(field -> fields.put(field.get("name").stringValue(), field));
        return fields;
    }

    /** What a query over the rows of a table gives, read as its schema says. */
    String select(String table, String expression) throws SQLException {
        DeltaTables tables = worker.getBean(DeltaTables.class);
        DeltaTable found = tables.find(table).orElseThrow();
        List<TableFile> files = new ArrayList<>();
        tables.eachFile(found, files::add);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select " + expression + " from (" + TableRows.of(found).select(files) + ")")) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() {
        platform.close();
        service.close();
        database.close();
    }
}
