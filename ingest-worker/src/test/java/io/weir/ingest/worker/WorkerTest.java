package io.weir.ingest.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.eventhubs.emulator.EmulatedHub;
import io.weir.eventhubs.emulator.EventHubsEmulator;
import io.weir.ingest.IngestPlatform;
import io.weir.ingest.Topic;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.DefinitionBuilder;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.ingest.progress.DeadLetter;
import io.weir.ingest.progress.DeadLetters;
import io.weir.ingest.progress.ProgressReports;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.warehouse.Warehouse;
import io.weir.ingest.warehouse.WarehouseTables;
import io.weir.support.paging.PageRequest;
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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** Tests of pipelines in a whole worker, which all of them share: each start takes seconds. */
@ExtendWith(RunningWorker.class)
abstract class WorkerTest {

    static EmbeddedKafkaKraftBroker broker;
    static EventHubsEmulator emulator;
    static IngestPlatform platform;
    static ConfigurableApplicationContext worker;

    @BeforeAll
    static void use(RunningWorker.Running running) {
        broker = running.broker();
        emulator = running.emulator();
        platform = running.platform();
        worker = running.worker();
    }

    /** What a test does to the tables ends with it, even where it fails: the next one has the same worker. */
    @AfterEach
    void leaveTablesAlone() {
        tables().interfere((table, when) -> {});
        tables().setAway(false);
    }

    static Map<Integer, Long> starts(String name) {
        return pipelines().starts(pipelines().find(name).map(Pipeline::owner).orElseGet(() -> Owner.of(name)));
    }

    static String failure(String name) {
        return worker.getBean(ProgressReports.class).of(name).failure();
    }

    static Pipelines pipelines() {
        return worker.getBean(Pipelines.class);
    }

    static HttpResponse<String> patch(String path, String ifMatch, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .method("PATCH", HttpRequest.BodyPublishers.ofString(body));
        return send((ifMatch == null ? request : request.header("If-Match", ifMatch)).build());
    }

    static String nameIn(String progress) {
        return progress.replaceAll(".*\"pipeline\":\"([^\"]*)\".*", "$1");
    }

    static String definition(String name, Topic topic, String more) {
        return """
                {"name": "%s", "source": {"store": "broker", "topic": "%s"}, %s,
                 "target": {"warehouse": {"store": "lake", "table": "%s"}}}""".formatted(name, topic.name(), more, name);
    }

    /** Has a pipeline read a topic to its end, and says how far it is then. */
    static String run(Topic topic, String more) {
        return run(topic, more, name -> "\"target\": {");
    }

    static String run(Topic topic, String more, Function<String, String> target) {
        String name = begin(topic, more, target);
        drain(name);
        return get("/api/v1/pipelines/" + name + "/progress").body();
    }

    /** Has a pipeline read a topic, and says what its name is. */
    static String begin(Topic topic, String more) {
        return begin(topic, more, name -> "\"target\": {");
    }

    private static String begin(Topic topic, String more, Function<String, String> target) {
        String name = name();
        assertThat(post(
                                "/api/v1/pipelines",
                                "create-" + name,
                                definition(name, topic, more).replace("\"target\": {", target.apply(name)))
                        .statusCode())
                .isEqualTo(201);
        service().start(name);
        return name;
    }

    static HttpResponse<String> post(String path, String key, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    static HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    static HttpResponse<String> send(String method, String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    /** One that nothing has. */
    static String name() {
        return "p" + UUID.randomUUID().toString().substring(0, 8);
    }

    static URI uri(String path) {
        return URI.create("http://localhost:" + worker.getEnvironment().getProperty("local.server.port") + path);
    }

    static HttpResponse<String> send(HttpRequest request) {
        return HttpClient.newHttpClient()
                .sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .join();
    }

    /** Every third commit is refused before it happens, and every third of the others loses its reply, for some time. */
    static Set<MemoryDeltaTables.When> interfere() {
        Map<MemoryDeltaTables.When, Integer> moments = new ConcurrentHashMap<>();
        Set<MemoryDeltaTables.When> interfered = ConcurrentHashMap.newKeySet();
        tables().interfere((table, when) -> {
            int moment = moments.merge(when, 1, Integer::sum);
            if (moment % 3 == 0 && moment <= 12) {
                interfered.add(when);
                throw new DeltaException("interfered " + when, new IllegalStateException());
            }
        });
        return interfered;
    }

    /** The first two commits are refused, and the first two of the others lose their reply. */
    static Set<MemoryDeltaTables.When> interfereTwice() {
        Map<MemoryDeltaTables.When, Integer> interfered = new ConcurrentHashMap<>();
        tables().interfere((table, when) -> {
            if (interfered.merge(when, 1, Integer::sum) <= 2) {
                throw new DeltaException("interfered " + when, new IllegalStateException());
            }
        });
        return interfered.keySet();
    }

    static MemoryDeltaTables tables() {
        return worker.getBean(MemoryDeltaTables.class);
    }

    static String idsIn(String table) throws SQLException {
        return select(table, "count(*) || ' ' || count(distinct id)");
    }

    static String select(String table, String expression) throws SQLException {
        return selectOf(tables().files(table), expression);
    }

    static String selectOf(List<Path> parquet, String expression) throws SQLException {
        String files =
                parquet.stream().map(file -> Sql.text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select " + expression + " from read_parquet(" + files + ", union_by_name = true)")) {
            rows.next();
            return rows.getString(1);
        }
    }

    static void drain(String name) {
        service().drain(name);
        await().untilAsserted(() -> assertThat(service().get(name).state()).isInstanceOf(PipelineState.Stopped.class));
    }

    /** Asks as often as it takes for so many records to be in all sinks, and says how far the pipeline is then. */
    static String awaitReceived(String name, int records) {
        String path = "/api/v1/pipelines/" + name + "/progress?waitMillis=20000&received=" + records;
        return await().until(() -> get(path).body(), progress -> progress.contains("\"received\":" + records + ","));
    }

    static String create(Topic topic) {
        return create(topic, table -> new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", table), null));
    }

    static String create(Topic topic, Function<String, PipelineTarget> target) {
        return create(topic, null, target);
    }

    static String create(Topic topic, PipelineSource.StartPosition position, Function<String, PipelineTarget> target) {
        return create(worker, topic, position, target);
    }

    /** The same in another worker than the one of all tests. */
    static String create(ConfigurableApplicationContext in, Topic topic) {
        return create(
                in, topic, null, table -> new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", table), null));
    }

    private static String create(
            ConfigurableApplicationContext in,
            Topic topic,
            PipelineSource.StartPosition position,
            Function<String, PipelineTarget> target) {
        return create(in, new PipelineSource("broker", topic.name(), null, position, null, null), target);
    }

    static String createFrom(EmulatedHub hub) {
        return createFrom(hub, Destination.WAREHOUSE);
    }

    static String createFrom(EmulatedHub hub, Destination destination) {
        return create(new PipelineSource("hubs", hub.name(), null, null, null, null), destination::target);
    }

    static String create(PipelineSource source, Function<String, PipelineTarget> target) {
        return create(worker, source, target);
    }

    private static String create(
            ConfigurableApplicationContext in, PipelineSource source, Function<String, PipelineTarget> target) {
        String name = name();
        in.getBean(PipelineService.class)
                .create(
                        DefinitionBuilder.named(name)
                                .from(source)
                                .into(target.apply(name))
                                .batch(new BatchLimits(1_000, null, 100L))
                                .build(),
                        "user:test");
        return name;
    }

    static long rows(String table) {
        return worker.getBean(WarehouseTables.class).find("lake", table).rows();
    }

    /** What the warehouse's table has. */
    static List<String> inLake(String table, String query) throws SQLException {
        try (Connection connection = lake().connect()) {
            return QueriedRows.of(connection, query + " from " + Sql.name(table));
        }
    }

    static void executeInLake(String sql) throws SQLException {
        try (Connection connection = lake().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The warehouse itself. */
    static Warehouse lake() throws SQLException {
        return worker.getBean(Targets.class).warehouse(new PipelineTarget.WarehouseTarget("lake", "any"));
    }

    /** Why records are dead letters. */
    static List<String> reasons(String name) {
        return worker.getBean(DeadLetters.class).list(name, new PageRequest(500, null)).items().stream()
                .map(DeadLetter::reason)
                .toList();
    }

    /** Has a pipeline write events to a table of the warehouse, in batches of two hundred, until none is left. */
    static void writeToLake(String name, Feed.Events events) {
        service()
                .create(
                        DefinitionBuilder.named(name)
                                .from(events.source())
                                .into(new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", name), null))
                                .batch(new BatchLimits(200, null, 100L))
                                .build(),
                        "user:test");
        service().start(name);
        drain(name);
    }

    static PipelineService service() {
        return worker.getBean(PipelineService.class);
    }

    /** Until no thread of the worker is at work on it. */
    static void awaitLeft(String name) {
        await().until(() -> !worker.getBean(PipelineWorkers.class)
                .runner(name)
                .orElseThrow()
                .isAlive());
    }

    static void awaitBeginning(String name, Map<Integer, Long> starts) {
        await().untilAsserted(() -> assertThat(starts(name)).isEqualTo(starts));
    }
}
