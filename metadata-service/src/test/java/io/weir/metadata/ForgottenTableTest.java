package io.weir.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.delta.storage.LocalObjects;
import io.weir.metadata.mirror.Mirrors;
import io.weir.metadata.zone.ListedTables;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What somebody is at while a table is dropped and forgotten, its name and place given to another. */
class ForgottenTableTest {

    /** Of the lock that claims take their turn by, as PostgreSQL shows it. */
    private static final int CLAIMS = 0x77656972;

    private static final String LONG_NAME = "-" + "x".repeat(700);

    @TempDir
    static Path folder;

    private static final AtomicReference<Runnable> beforeTheClaim = new AtomicReference<>(() -> {});
    private static final AtomicReference<Runnable> beforeTheRows = new AtomicReference<>(() -> {});
    private static final AtomicInteger claimsBeforeTheStore = new AtomicInteger();

    @AutoClose
    private static MetadataServer server;

    private static ListedTables tables;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                MetadataServer.withStores(location ->
                                InterceptedObjects.of(new LocalObjects(Path.of(location)), ForgottenTableTest::asked))
                        .andThen(MetadataServer.withChanged(
                                InterceptedStatements.ofDataSources(ForgottenTableTest::claimed))),
                "--weir.metadata.mirror.workers=0",
                "--weir.outbox.poll-interval=1h");
        tables = new ListedTables(server);
    }

    /** Its rows are gone between two portions: what was sent must not pass for the whole. */
    @ParameterizedTest
    @ValueSource(strings = {"files", "changes"})
    void aStreamOfItIsBrokenOff(String what) throws Exception {
        String table = "read_" + what;
        tables.create(table);
        for (int commit = 0; commit < 4; commit++) {
            tables.post(
                    table, ListedTables.adds(commit + "-", 10_000, LONG_NAME).toList());
        }
        HttpResponse<InputStream> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + "/api/v1/tables/" + table + "/" + what))
                                .header("Accept", "application/x-ndjson")
                                .build(),
                        BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Weir-Table-Id"))
                .hasValue(server.get("/api/v1/tables/" + table).json().get("id").stringValue());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
            assertThat(lines.readLine()).isNotEmpty();
            forget(table);
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
                while (lines.readLine() != null) {
                    continue;
                }
            });
        }
    }

    /** Its rows are gone when they are asked for: that there are none says nothing of it. */
    @ParameterizedTest
    @ValueSource(strings = {"files", "files/small?smallerThan=9", "snapshot", "snapshot?version=0"})
    void itIsNotTakenForOneThatHasNothing(String what) {
        String table = "emptied_" + what.length();
        makeWithThreeFiles(table);
        beforeTheRows.set(() -> CompletableFuture.runAsync(() -> forget(table)).join());

        MetadataServer.Answer answer =
                server.get("/api/v1/tables/" + table + "/" + what).expect(404);
        assertThat(answer.json().get("code").stringValue()).isEqualTo("table-not-found");
    }

    @Test
    void pagesOfItDoNotGoOnInAnotherTable() {
        makeWithThreeFiles("paged");
        JsonNode first =
                server.get("/api/v1/tables/paged/files?limit=1").expect(200).json();
        JsonNode smallest = server.get("/api/v1/tables/paged/files/small?smallerThan=1000000&limit=1")
                .expect(200)
                .json();
        forget("paged");
        makeWithThreeFiles("paged");

        expectForeign(server.get("/api/v1/tables/paged/files?limit=1&pageToken=" + token(first)));
        expectForeign(server.get(
                "/api/v1/tables/paged/files/small?smallerThan=1000000&limit=1&pageToken=" + token(smallest)));
    }

    /** Both tables have what they go on behind. */
    @Test
    void pagesOfItsTransactionsAndVacuumsDoNotGoOnInAnotherTable() {
        makeWithTransactionsAndVacuums("swept");
        List<String> next = Stream.of("transactions", "vacuums", "unneeded-files")
                .map(list -> "/api/v1/tables/swept/" + list + "?limit=1")
                .map(pages -> pages + "&pageToken="
                        + token(server.get(pages).expect(200).json()))
                .toList();
        next.forEach(page -> assertThat(server.get(page).expect(200).json().get("items"))
                .as(page)
                .hasSize(1));
        forget("swept");
        makeWithTransactionsAndVacuums("swept");

        next.forEach(page -> expectForeign(server.get(page)));
    }

    private static void makeWithTransactionsAndVacuums(String name) {
        makeWithThreeFiles(name);
        tables.post(name, List.of(Requests.txn("first", 1), Requests.txn("second", 1)));
        JdbcClient jdbc = server.bean(JdbcClient.class);
        for (String stray : List.of("stray-1", "stray-2")) {
            jdbc.sql("insert into table_vacuum (vacuum_id, table_id, dry_run, retain_hours, cutoff, state, found_files,"
                            + " finished_at) values (gen_random_uuid(), ?, true, 168, 0, 'SUCCEEDED', 2, now())")
                    .param(tables.id(name))
                    .update();
            jdbc.sql("insert into vacuum_file (table_id, path, size) values (?, ?, 1)")
                    .params(tables.id(name), stray)
                    .update();
        }
    }

    /** Both tables have the versions that it goes on with. */
    @Test
    void pagesOfItsHistoryDoNotGoOnInAnotherTable() {
        makeWithThreeFiles("told");
        String pages = "/api/v1/tables/told/commits?limit=1";
        String next =
                pages + "&pageToken=" + token(server.get(pages).expect(200).json());
        assertThat(server.get(next).expect(200).json().at("/items/0/version").longValue())
                .isZero();
        forget("told");
        makeWithThreeFiles("told");

        expectForeign(server.get(next));
    }

    @Test
    void aCommitThatMeansItMeetsNoOther() {
        makeWithThreeFiles("meant");
        String before = server.get("/api/v1/tables/meant").json().get("id").stringValue();
        forget("meant");
        makeWithThreeFiles("meant");
        makeWithThreeFiles("beside");
        Map<String, Object> commit = Requests.commit(Requests.add("more", 1));
        commit.put("tableId", before);

        MetadataServer.Answer refused = server.post("/api/v1/tables/meant/commits", commit);
        assertThat(refused.expect(404).json().get("code").stringValue()).isEqualTo("table-not-found");
        List<Map<String, Object>> both = List.of(
                Map.of("table", "beside", "commit", Requests.commit(Requests.add("more", 1))),
                Map.of("table", "meant", "commit", commit));
        server.post("/api/v1/transactions", Map.of("commits", both)).expect(404);
        assertThat(tables.head("meant") + tables.head("beside")).isEqualTo(2);

        commit.put("tableId", server.get("/api/v1/tables/meant").json().get("id"));
        server.post("/api/v1/tables/meant/commits", commit).expect(200);
        assertThat(tables.head("meant")).isEqualTo(2);
    }

    @Test
    void pagesTellTheirTable() {
        makeWithThreeFiles("telling");
        String id = server.get("/api/v1/tables/telling").json().get("id").stringValue();

        assertThat(server.get("/api/v1/tables/telling/files").header("Weir-Table-Id"))
                .isEqualTo(id);
        assertThat(server.get("/api/v1/tables/telling/files/small?smallerThan=9")
                        .header("Weir-Table-Id"))
                .isEqualTo(id);
    }

    /** Whoever makes a table there has asked the store already, and claims the place after. */
    @Test
    void itsLogIsSeenWhereItIsPublishedAtTheLastMoment() {
        Path place = folder.resolve("tables/moment");
        Map<String, Object> request = Requests.table("moment");
        request.put("location", place.toString());
        server.post("/api/v1/tables", request).expect(201);
        server.delete("/api/v1/tables/moment?purge=true").expect(204);
        beforeTheClaim.set(() -> publishAndForget("moment", place));

        MetadataServer.Answer answer = server.post("/api/v1/tables", request).expect(409);
        assertThat(answer.json().get("code").stringValue()).isEqualTo("location-in-use");
        beforeTheClaim.set(() -> {});
        publishAndForget("moment", place);
        answer = server.post("/api/v1/tables", request).expect(409);
        assertThat(answer.json().get("code").stringValue()).isEqualTo("location-not-empty");
    }

    /** A store may take its time. An answer that is kept is in one transaction with what is done for it. */
    @Test
    void nobodyWaitsForWhoMakesATableWhileTheStoreIsAsked() {
        server.post("/api/v1/tables", Requests.table("asking"), "Idempotency-Key", "once")
                .expect(201);

        assertThat(claimsBeforeTheStore).hasValue(0);
    }

    private static Object asked(String method, InterceptedObjects.Call call) throws Throwable {
        if (method.equals("isEmpty")) {
            claimsBeforeTheStore.addAndGet(server.bean(JdbcClient.class)
                    .sql("select count(*) from pg_locks where locktype = 'advisory' and objid = " + CLAIMS)
                    .query(Integer.class)
                    .single());
        }
        return call.make();
    }

    private static Object claimed(String sql, InterceptedObjects.Call call) throws Throwable {
        if (sql.contains("pg_advisory_xact_lock")) {
            beforeTheClaim.getAndSet(() -> {}).run();
        }
        if (sql.contains("data_file") || sql.contains("commit_log")) {
            beforeTheRows.getAndSet(() -> {}).run();
        }
        return call.make();
    }

    private static void publishAndForget(String table, Path place) {
        try {
            Files.writeString(
                    Files.createDirectories(place.resolve("_delta_log")).resolve("00000000000000000000.json"), "{}");
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
        long id = tables.id(table);
        CompletableFuture.runAsync(() -> server.bean(Mirrors.class).purge(id)).join();
    }

    private static void makeWithThreeFiles(String name) {
        tables.create(name);
        tables.post(name, ListedTables.adds("file-", 3).toList());
    }

    private static void forget(String table) {
        long id = tables.id(table);
        server.delete("/api/v1/tables/" + table + "?purge=true").expect(204);
        server.bean(Mirrors.class).purge(id);
    }

    private static String token(JsonNode page) {
        return page.get("nextPageToken").stringValue();
    }

    private static void expectForeign(MetadataServer.Answer answer) {
        answer.expect(422);
        assertThat(answer.json().at("/errors/0/field").stringValue()).isEqualTo("pageToken");
    }
}
