package io.weir.ingest.deltasink.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.weir.ingest.deltasink.ClusteringContract;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.deltasink.TableFile;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.metadata.MetadataService;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import io.weir.support.tracing.Spans;
import io.weir.test.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Against the metadata service itself. */
class HttpDeltaTablesTest extends ClusteringContract {

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static ConfigurableApplicationContext service;
    private static DeltaTables tables;

    private static final Map<String, Object> SCHEMA = Map.of(
            "type",
            "struct",
            "fields",
            List.of(Map.of("name", "id", "type", "long", "nullable", true, "metadata", Map.of())));

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        List<String> arguments = new ArrayList<>(List.of(database.arguments()));
        arguments.add("--server.port=0");
        arguments.add("--weir.data-dir=" + folder);
        service = MetadataService.application().run(arguments.toArray(String[]::new));
        URI address = URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"));
        tables = new HttpDeltaTables(
                new ServiceLocations(address, address, address, address),
                ServiceIdentity.silent(),
                new Dependencies(DependencySettings.DEFAULTS),
                Spans.OFF);
    }

    @AfterAll
    static void stop() {
        service.close();
        database.close();
    }

    @Test
    void whatAPipelineMakesIsItsOwners() throws Exception {
        tables.madeFor("user:ann").create("theirs", SCHEMA);

        assertThat(HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(table("theirs")).build(), HttpResponse.BodyHandlers.ofString())
                        .body())
                .contains("\"owner\":\"user:ann\"");
    }

    /** What the log says, and Kernel of what the mirror has of it. */
    @Test
    void aRewriteIsToldAsDeltaTellsItAndChangesNoData() throws Exception {
        write("{\"a\":1,\"t\":\"x\"}", "{\"a\":2}", "{\"a\":3,\"t\":\"y\"}");
        long before = tables.find(table).orElseThrow().bytes();
        long version = tables.find(table).orElseThrow().version();

        long bytes = rewrite(found());

        String change = ask("GET", "changes?from=" + (version + 1), null);
        JsonNode actions = JsonMapper.shared().readTree(change).get("actions");
        assertThat(change).doesNotContain("\"dataChange\":true");
        assertThat(actions.findValues("remove")).hasSize(3).allSatisfy(remove -> assertThat(
                        remove.get("dataChange").booleanValue())
                .isFalse());
        JsonNode info = actions.findValue("commitInfo");
        assertThat(info.get("operation").stringValue()).isEqualTo("OPTIMIZE");
        assertThat(info.get("isBlindAppend").booleanValue()).isFalse();
        assertThat(info.get("operationParameters").get("auto").stringValue()).isEqualTo("true");
        assertThat(info.get("operationMetrics"))
                .isEqualTo(JsonMapper.shared()
                        .valueToTree(Map.of(
                                "numRemovedFiles",
                                "3",
                                "numRemovedBytes",
                                Long.toString(before),
                                "numAddedFiles",
                                "1",
                                "numAddedBytes",
                                Long.toString(bytes),
                                "minFileSize",
                                Long.toString(bytes),
                                "maxFileSize",
                                Long.toString(bytes),
                                "numDeletionVectorsRemoved",
                                "0")));
        assertThat(JsonMapper.shared()
                        .readTree(actions.findValue("add").get("stats").stringValue()))
                .isEqualTo(JsonMapper.shared().readTree("""
                        {"numRecords": 3, "minValues": {"a": 1, "t": "x"}, "maxValues": {"a": 3, "t": "y"},
                         "nullCount": {"a": 0, "t": 1}}"""));
        await().until(() -> JsonMapper.shared()
                        .readTree(ask("GET", "mirror", null))
                        .get("publishedVersion")
                        .longValue()
                == version + 1);
        assertThat(ask("POST", "mirror/verify", "{}"))
                .contains("\"sound\":true", "\"toVersion\":" + (version + 1), "\"replay\":[]");
    }

    /** Times below a millisecond, before 1970 and far off; the service plans by the statistics that the sink told it. */
    @Test
    void plansSkipFilesByDatesTimesAndDecimalsAndLoseNoRow() throws Exception {
        List<String> batches = List.of(
                row("1969-12-31", "1969-12-31 23:59:59.999999", "-0.07"),
                row("2026-01-01", "2026-01-01 00:00:00", "1.00") + "\n"
                        + row("2026-01-02", "2026-01-01 00:00:00.0005", "2.5"),
                row("2026-01-03", "2026-01-01 00:00:00.001", "12345678901234567.89"),
                row("12000-01-01", "12000-01-01 00:00:00", "3.00"));
        writeAs("STRUCT(d DATE, t TIMESTAMP, z TIMESTAMP WITH TIME ZONE, n DECIMAL(19,2))", batches);

        assertThat(plan("d = DATE '2026-01-01'")).containsExactly(1, 3);
        assertThat(plan("d < DATE '2026-01-01'")).containsExactly(0, 3);
        assertThat(plan("t >= TIMESTAMP_NTZ '2026-01-01 00:00:00.0005'"))
                .contains(1, 2, 3)
                .doesNotContain(0);
        assertThat(plan("z >= TIMESTAMP '2026-01-01 00:00:00.0005Z'"))
                .contains(1, 2, 3)
                .doesNotContain(0);
        assertThat(plan("t < TIMESTAMP_NTZ '1970-01-01 00:00:00'")).contains(0).doesNotContain(1, 2);
        assertThat(plan("n > 12345678901234567")).contains(2).doesNotContain(0, 1, 3);
        assertThat(plan("n BETWEEN -1 AND 0")).containsExactly(0);

        rewrite(found());
        assertThat(plan("t < TIMESTAMP_NTZ '1969-12-31 23:59:59'")).isEmpty();
        assertThat(plan("t < TIMESTAMP_NTZ '1970-01-01 00:00:00'")).hasSize(1);
    }

    private static String row(String date, String time, String number) {
        return "{\"d\":\"" + date + "\",\"t\":\"" + time + "\",\"z\":\"" + time + "+00\",\"n\":\"" + number + "\"}";
    }

    /** The files that a plan keeps, by the order in which they were written. */
    private List<Integer> plan(String filter) throws Exception {
        JsonNode page = JsonMapper.shared()
                .readTree(ask("GET", "files?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8), null));
        List<String> written = filesOf(found()).stream().map(TableFile::name).toList();
        assertThat(page.get("items")).as(page.toString()).isNotNull();
        return page.get("items").findValues("path").stream()
                .map(path -> written.indexOf(path.stringValue()))
                .sorted()
                .toList();
    }

    private String ask(String method, String what, @Nullable String body) throws Exception {
        HttpRequest asked = HttpRequest.newBuilder(table(table + "/" + what))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(asked, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static URI table(String name) {
        return URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port")
                + "/api/v1/tables/" + name);
    }

    /** The service does it, and the answer never comes: who waits ends by itself, and learns from the table that it was done. */
    @Test
    void aCommitThatStallsEndsByItselfAndIsThereOnce() throws Exception {
        tables.create("stalled", SCHEMA);
        CountDownLatch over = new CountDownLatch(1);
        HttpServer silent = silent("stalled", over);
        try {
            URI address = URI.create("http://127.0.0.1:" + silent.getAddress().getPort());
            DeltaTables waiting = new HttpDeltaTables(
                    new ServiceLocations(address, address, address, address),
                    ServiceIdentity.silent(),
                    new Dependencies(DependencySettings.DEFAULTS),
                    // Long enough to be sent on a busy machine.
                    Duration.ofSeconds(2),
                    Spans.OFF);

            assertThatThrownBy(() -> waiting.commit("stalled", commitOf("p/0", null, 4)))
                    .isInstanceOf(DeltaException.class)
                    .hasMessageContaining("commit to table stalled failed");
        } finally {
            over.countDown();
            silent.stop(0);
        }

        await().until(() -> tables.transactions("stalled", "p/").equals(Map.of("p/0", 4L)));
        assertThatThrownBy(() -> tables.commit("stalled", commitOf("p/0", null, 6)))
                .isInstanceOf(StaleOwnerException.class);
        assertThat(tables.find("stalled").orElseThrow().version()).isEqualTo(1);
    }

    /** Not after its time, but at once: a read would be made again. */
    @Test
    void aCommitWhoseReplyIsCutOffIsMadeOnceAndItsTransactionsTellWhatBecameOfIt() throws Exception {
        tables.create("cut", SCHEMA);
        HttpServer silent = silent("cut", new CountDownLatch(0));
        try {
            URI address = URI.create("http://127.0.0.1:" + silent.getAddress().getPort());
            DeltaTables cut = new HttpDeltaTables(
                    new ServiceLocations(address, address, address, address),
                    ServiceIdentity.silent(),
                    new Dependencies(DependencySettings.DEFAULTS),
                    Spans.OFF);
            assertThatThrownBy(() -> cut.commit("cut", commitOf("p/0", null, 4)))
                    .isInstanceOf(DeltaException.class)
                    .hasMessageContaining("commit to table cut failed");
        } finally {
            silent.stop(0);
        }

        assertThat(tables.transactions("cut", "p/")).isEqualTo(Map.of("p/0", 4L));
        assertThat(tables.find("cut").orElseThrow().version()).isEqualTo(1);
    }

    /** Has the service do what it is asked, and does not answer until it is over. */
    private static HttpServer silent(String name, CountDownLatch over) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            HttpRequest asked = HttpRequest.newBuilder(table(name + "/commits"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            exchange.getRequestBody().readAllBytes()))
                    .build();
            try {
                HttpClient.newHttpClient().send(asked, HttpResponse.BodyHandlers.discarding());
                over.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    /** It can be taken back, so its folder is not free. */
    @Test
    void thatATableOfTheNameWasDroppedIsToldToWhoWouldMakeIt() throws Exception {
        tables.create("dropped", SCHEMA);
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(table("dropped")).DELETE().build(),
                        HttpResponse.BodyHandlers.discarding());

        assertThatThrownBy(() -> tables.create("dropped", SCHEMA))
                .isInstanceOfSatisfying(DeltaException.class, refused -> assertThat(refused.isLasting())
                        .isTrue())
                .hasMessageContaining("table dropped cannot be made")
                .hasMessageContaining("location");
    }

    @Override
    protected List<String> boundsOf(TableFile file) throws Exception {
        JsonNode added = JsonMapper.shared()
                .readTree(ask("GET", "files", null))
                .get("items")
                .get(0);
        assertThat(added.get("path").stringValue()).isEqualTo(file.name());
        return List.copyOf(JsonMapper.shared()
                .readTree(added.get("stats").stringValue())
                .get("minValues")
                .propertyNames());
    }

    @Override
    protected DeltaTables tables() {
        return tables;
    }
}
