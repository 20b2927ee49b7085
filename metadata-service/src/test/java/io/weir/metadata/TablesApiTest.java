package io.weir.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer.Answer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(OutputCaptureExtension.class)
class TablesApiTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder);
    }

    @Test
    void aNewTableIsItsVersionZero() {
        Answer made = server.post("/api/v1/tables", Requests.table("fresh")).expect(201);

        JsonNode table = server.get("/api/v1/tables/fresh").expect(200).json();
        assertThat(table.get("version").longValue()).isZero();
        assertThat(table.get("schema")).isEqualTo(made.json().get("schema"));
        assertThat(table.get("schema").get("fields")).hasSize(3);
        assertThat(table.get("files").longValue()).isZero();
        assertThat(table.get("location").stringValue())
                .isEqualTo(folder.resolve("tables/fresh").toAbsolutePath().toString());
    }

    @Test
    void aCommitIsTheNextVersion() {
        server.post("/api/v1/tables", Requests.table("growing")).expect(201);

        JsonNode result = server.post(
                        "/api/v1/tables/growing/commits",
                        Requests.commit(
                                Requests.add("a.parquet", 3), Requests.add("b.parquet", 4), Requests.txn("job/0", 7)))
                .expect(200)
                .json();

        assertThat(result.get("outcome").stringValue()).isEqualTo("COMMITTED");
        assertThat(result.get("version").longValue()).isEqualTo(1);
        JsonNode table = server.get("/api/v1/tables/growing").json();
        assertThat(table.get("files").longValue()).isEqualTo(2);
        assertThat(table.get("rows").longValue()).isEqualTo(7);
        assertThat(table.get("bytes").longValue()).isEqualTo(207);
        JsonNode snapshot =
                server.get("/api/v1/tables/growing/snapshot").expect(200).json();
        assertThat(result.get("timestamp")).isEqualTo(snapshot.get("timestamp"));
        assertThat(result.has("rebasedFrom")).isFalse();
        assertThat(snapshot.get("transactions").get(0).get("version").longValue())
                .isEqualTo(7);
        assertThat(snapshot.get("protocol").get("minWriterVersion").intValue()).isEqualTo(7);
        JsonNode files = server.get("/api/v1/tables/growing/files").expect(200).json();
        assertThat(files.get("items").get(0).get("path").stringValue()).isEqualTo("a.parquet");
        assertThat(server.get("/api/v1/tables/growing/snapshot?version=0")
                        .json()
                        .get("files")
                        .longValue())
                .isZero();
        JsonNode history =
                server.get("/api/v1/tables/growing/commits").expect(200).json();
        assertThat(history.get("items").get(0).get("addedFiles").longValue()).isEqualTo(2);
    }

    @Test
    void filesComeInPagesOrAsOneStream() {
        server.post("/api/v1/tables", Requests.table("listed")).expect(201);
        for (int batch = 0; batch < 3; batch++) {
            Map<String, Object> commit =
                    Requests.commit(Requests.add("f" + batch + "-0", 1), Requests.add("f" + batch + "-1", 1));
            server.post("/api/v1/tables/listed/commits", commit).expect(200);
        }
        server.post("/api/v1/tables/listed/commits", Requests.commit(Requests.remove("f1-0")))
                .expect(200);

        JsonNode first =
                server.get("/api/v1/tables/listed/files?limit=2").expect(200).json();
        server.post("/api/v1/tables/listed/commits", Requests.commit(Requests.remove("f2-0")))
                .expect(200);
        JsonNode second = server.get("/api/v1/tables/listed/files?limit=5&pageToken="
                        + first.get("nextPageToken").stringValue())
                .expect(200)
                .json();

        assertThat(paths(first)).containsExactly("f0-0", "f0-1");
        assertThat(paths(second)).containsExactly("f1-1", "f2-0", "f2-1");
        assertThat(second.has("nextPageToken")).isFalse();
        Answer stream = server.get("/api/v1/tables/listed/files?version=3", "Accept", "application/x-ndjson")
                .expect(200);
        assertThat(stream.contentType()).startsWith("application/x-ndjson");
        assertThat(stream.text()
                        .lines()
                        .map(line ->
                                MetadataServer.JSON.readTree(line).get("path").stringValue()))
                .containsExactly("f0-0", "f0-1", "f1-0", "f1-1", "f2-0", "f2-1");
    }

    private static List<String> paths(JsonNode page) {
        return page.get("items")
                .valueStream()
                .map(file -> file.get("path").stringValue())
                .toList();
    }

    @Test
    void aRequestWithAKeyIsAnsweredAsTheFirstTime() {
        Answer made = server.post("/api/v1/tables", Requests.table("keyed"), "Idempotency-Key", "k-table")
                .expect(201);
        Answer again = server.post("/api/v1/tables", Requests.table("keyed"), "Idempotency-Key", "k-table")
                .expect(201);
        assertThat(again.json()).isEqualTo(made.json());

        Map<String, Object> commit = Requests.commit(Requests.add("a", 1));
        Answer first = server.post("/api/v1/tables/keyed/commits", commit, "Idempotency-Key", "k-1")
                .expect(200);
        Answer second = server.post("/api/v1/tables/keyed/commits", commit, "Idempotency-Key", "k-1")
                .expect(200);
        assertThat(second.json()).isEqualTo(first.json());
        server.post("/api/v1/tables/keyed/commits", Requests.commit(Requests.add("b", 1)), "Idempotency-Key", "k-1")
                .expect(422);
        assertThat(server.get("/api/v1/tables/keyed").json().get("version").longValue())
                .isEqualTo(1);
    }

    @Test
    void aVersionIsFoundByItsTime() {
        server.post("/api/v1/tables", Requests.table("timed")).expect(201);
        for (int number = 1; number <= 3; number++) {
            server.post("/api/v1/tables/timed/commits", Requests.commit(Requests.add("f" + number, 1)))
                    .expect(200);
        }
        for (JsonNode commit : server.get("/api/v1/tables/timed/commits").json().get("items")) {
            JsonNode snapshot = server.get("/api/v1/tables/timed/snapshot?timestamp="
                            + commit.get("timestamp").stringValue())
                    .expect(200)
                    .json();
            assertThat(snapshot.get("version")).isEqualTo(commit.get("version"));
            assertThat(snapshot.get("files")).isEqualTo(commit.get("version"));
        }
        assertThat(server.get("/api/v1/tables/timed/snapshot?timestamp=2999-01-01T00:00:00Z")
                        .expect(200)
                        .json()
                        .get("version")
                        .longValue())
                .isEqualTo(3);
    }

    @Test
    void transactionsAreListedByPrefix() {
        server.post("/api/v1/tables", Requests.table("apps")).expect(201);
        server.post(
                        "/api/v1/tables/apps/commits",
                        Requests.commit(
                                Requests.txn("p/0", 1),
                                Requests.txn("p/1", 2),
                                Requests.txn("p/2", 3),
                                Requests.txn("q/0", 4)))
                .expect(200);

        JsonNode first = server.get("/api/v1/tables/apps/transactions?appIdPrefix=p/&limit=2")
                .expect(200)
                .json();
        JsonNode second = server.get("/api/v1/tables/apps/transactions?appIdPrefix=p/&limit=2&pageToken="
                        + first.get("nextPageToken").stringValue())
                .expect(200)
                .json();

        assertThat(first.get("items").valueStream().map(txn -> txn.get("appId").stringValue()))
                .containsExactly("p/0", "p/1");
        assertThat(second.get("items").valueStream().map(txn -> txn.get("appId").stringValue()))
                .containsExactly("p/2");
    }

    @Test
    void aCommitLeavesALineInTheLog(CapturedOutput output) {
        server.post("/api/v1/tables", Requests.table("told")).expect(201);
        Map<String, Object> commit = Requests.commit(Requests.add("a", 1), Requests.add("b", 1));
        commit.put("jobName", "nightly");
        server.post("/api/v1/tables/told/commits", commit, "X-Request-Id", "told-1")
                .expect(200);
        assertThat(output.getAll())
                .containsPattern(
                        "\\[told-1].*Committed version 1 of table told: WRITE with 2 actions, job nightly, run null");
    }

    @Test
    void metricsTellWhatOperatorsAsk() {
        server.post("/api/v1/tables", Requests.table("measured")).expect(201);
        double opened = server.metric("metadata_open_latency_seconds_count");
        double committed = server.metric("versions_committed_total");
        double timed = server.metric("commit_latency_seconds_count");
        for (int version = 1; version <= 3; version++) {
            server.post("/api/v1/tables/measured/commits", Requests.commit(Requests.add("f" + version, 1)))
                    .expect(200);
        }
        server.post("/api/v1/tables/measured/commits", Requests.commit(Requests.remove("none")))
                .expect(422);
        server.get("/api/v1/tables/measured").expect(200);
        server.get("/api/v1/tables/measured").expect(200);
        assertThat(server.metric("metadata_open_latency_seconds_count")).isEqualTo(opened + 2);
        assertThat(server.metric("versions_committed_total")).isEqualTo(committed + 3);
        assertThat(server.metric("commit_latency_seconds_count")).isGreaterThanOrEqualTo(timed + 3);
        // What those of mirrors say is shown where mirrors are.
        assertThat(server.get("/actuator/prometheus").expect(200).text())
                .contains(
                        "mirror_latency_seconds_count",
                        "mirror_failures_total",
                        "files_active",
                        "mirror_backlog",
                        "mirror_lag_seconds");
    }

    @Test
    void aModeIsChangedByOneCommitHoweverOftenItIsAskedFor() {
        JsonNode made = server.post("/api/v1/tables", Requests.table("switched"))
                .expect(201)
                .json();
        assertThat(made.get("mode").stringValue()).isEqualTo("MIRRORED");
        for (String mode : List.of("GUARDED", "GUARDED", "MIRRORED", "MIRRORED", "GUARDED")) {
            assertThat(server.put("/api/v1/tables/switched/mode", Map.of("mode", mode))
                            .expect(200)
                            .json()
                            .get("mode")
                            .stringValue())
                    .isEqualTo(mode);
        }
        JsonNode table = server.get("/api/v1/tables/switched").expect(200).json();
        assertThat(table.get("mode").stringValue()).isEqualTo("GUARDED");
        assertThat(table.get("version").longValue()).isEqualTo(3);
        assertThat(server.get("/api/v1/tables/switched/commits")
                        .json()
                        .get("items")
                        .valueStream()
                        .map(commit -> commit.get("operation").stringValue()))
                .containsExactly("UPGRADE PROTOCOL", "DROP FEATURE", "UPGRADE PROTOCOL", "CREATE TABLE");
        server.post("/api/v1/tables/switched/commits", Requests.commit(Requests.add("a", 1)))
                .expect(200);
    }

    @Test
    void noOtherCommitChangesTheMode() {
        Map<String, Object> request = Requests.table("kept");
        request.put("mode", "GUARDED");
        assertThat(server.post("/api/v1/tables", request)
                        .expect(201)
                        .json()
                        .get("mode")
                        .stringValue())
                .isEqualTo("GUARDED");
        server.post("/api/v1/tables", Requests.table("open")).expect(201);

        Map<String, Object> leaves = protocolWithout("kept", "weirGuard");
        Map<String, Object> enters = protocolWith("open", "weirGuard");
        for (Map.Entry<String, Map<String, Object>> each :
                List.of(Map.entry("kept", leaves), Map.entry("open", enters))) {
            Answer refused = server.post("/api/v1/tables/" + each.getKey() + "/commits", each.getValue())
                    .expect(422);
            assertThat(refused.json().get("errors")).hasSize(1);
            JsonNode error = refused.json().get("errors").get(0);
            assertThat(error.get("field").stringValue()).isEqualTo("actions[0].protocol.writerFeatures");
            assertThat(error.get("message").stringValue()).isEqualTo("changes the table's mode");
            assertThat(error.get("allowed").stringValue()).contains("/mode");
            Map<String, Object> both =
                    Map.of("commits", List.of(Map.of("table", each.getKey(), "commit", each.getValue())));
            server.post("/api/v1/transactions", both).expect(422);
        }
        server.post("/api/v1/tables/kept/commits", protocolWith("kept", "changeDataFeed"))
                .expect(200);
        JsonNode table = server.get("/api/v1/tables/kept").json();
        assertThat(table.get("mode").stringValue()).isEqualTo("GUARDED");
        assertThat(table.get("version").longValue()).isEqualTo(1);
    }

    private static Map<String, Object> protocolWithout(String table, String feature) {
        List<String> features = writerFeatures(table);
        assertThat(features.remove(feature)).isTrue();
        return protocol(features);
    }

    private static Map<String, Object> protocolWith(String table, String feature) {
        List<String> features = writerFeatures(table);
        features.add(feature);
        return protocol(features);
    }

    private static List<String> writerFeatures(String table) {
        JsonNode protocol =
                server.get("/api/v1/tables/" + table + "/snapshot").json().get("protocol");
        return new ArrayList<>(protocol.get("writerFeatures")
                .valueStream()
                .map(JsonNode::stringValue)
                .toList());
    }

    private static Map<String, Object> protocol(List<String> features) {
        Map<String, Object> commit = Requests.commit(
                Map.of("protocol", Map.of("minReaderVersion", 1, "minWriterVersion", 7, "writerFeatures", features)));
        commit.put("readVersion", 0);
        return commit;
    }

    @Test
    void aModeThatIsNoneOfATablesIsRefused() {
        server.post("/api/v1/tables", Requests.table("moded")).expect(201);
        Map<String, Object> managed = Requests.table("managed");
        managed.put("mode", "CATALOG_MANAGED");
        List<Answer> refusals = List.of(
                server.post("/api/v1/tables", managed).expect(422),
                server.put("/api/v1/tables/moded/mode", Map.of("mode", "CATALOG_MANAGED"))
                        .expect(422),
                server.put("/api/v1/tables/moded/mode", Map.of("mode", "OPEN")),
                server.put("/api/v1/tables/moded/mode", Map.of()));
        for (Answer refusal : refusals) {
            assertThat(refusal.status()).isBetween(400, 422);
            assertThat(refusal.json().get("errors").get(0).get("field").stringValue())
                    .as(refusal.text())
                    .isEqualTo("mode");
        }
        server.put("/api/v1/tables/nowhere/mode", Map.of("mode", "GUARDED")).expect(404);
        assertThat(server.get("/api/v1/tables/moded").json().get("version").longValue())
                .isZero();
    }

    @Test
    void tablesAreListedByNameAndCanBeDropped() {
        for (String name : List.of("z3", "z1", "z2")) {
            server.post("/api/v1/tables", Requests.table(name)).expect(201);
        }
        JsonNode page = server.get("/api/v1/tables?limit=1000").expect(200).json();
        assertThat(page.get("items").valueStream().map(table -> table.get("name")
                        .stringValue()))
                .containsSubsequence("z1", "z2", "z3");

        server.delete("/api/v1/tables/z2").expect(204);
        server.get("/api/v1/tables/z2").expect(404);
        server.delete("/api/v1/tables/z2").expect(404);
    }
}
