package io.weir.metadata.mirror;

import static io.weir.metadata.Requests.add;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Versions that are too much to be held at once are put part by part, and it is as if they had been put together. */
class LogPublisherTest {

    private static final String LOG = "_delta_log/0000000000000000000";
    private static final int LAST = 8;

    /** Objects of a version. */
    private static final int EACH = 2;

    /** Some twenty kilobytes in each checksum. */
    private static final int APPLICATIONS = 600;

    /** More than one checksum, and less than all. */
    private static final long SOME_CHECKSUMS = 60_000;

    @TempDir
    static Path folder;

    private static final FaultyStores stores = new FaultyStores();

    @AutoClose
    private static MetadataServer server;

    private static MirrorStep step;
    private static LogPublisher publisher;

    private String table = "";

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(
                folder,
                MetadataServer.withStores(stores),
                "--weir.metadata.mirror.workers=0",
                "--weir.metadata.mirror.first-retry=1ms",
                "--weir.metadata.mirror.longest-retry=1ms");
        step = server.bean(MirrorStep.class);
        publisher = server.bean(LogPublisher.class);
    }

    /** A table of which nothing is published, with many applications from version 1 on. */
    @BeforeEach
    void aTable(TestInfo test) {
        table = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        server.post("/api/v1/tables", Requests.table(table)).expect(201);
        commit(IntStream.range(0, APPLICATIONS)
                .mapToObj(number -> Requests.txn("application-" + number, 1))
                .toArray(Map<?, ?>[]::new));
        for (int version = 2; version <= LAST; version++) {
            commit(add("part-" + version, version));
        }
        stores.forget();
    }

    private void commit(Map<?, ?>... actions) {
        server.post("/api/v1/tables/" + table + "/commits", Requests.commit(actions))
                .expect(200);
    }

    private JsonNode mirror() {
        return new ReplayEquality(server, table).mirror();
    }

    private static List<String> puts(int last) {
        return IntStream.rangeClosed(0, last)
                .boxed()
                .flatMap(version -> Stream.of("put " + LOG + version + ".json", "put " + LOG + version + ".crc"))
                .toList();
    }

    @Test
    void whatIsLittleIsPutTogether() {
        publisher.mayHold(Long.MAX_VALUE);

        step.leavesBehind(table);

        assertThat(stores.calls()).containsExactlyElementsOf(puts(LAST));
        assertThat(stores.mostPut()).isEqualTo(EACH * (LAST + 1));
    }

    /** Log files alone would be far from it. */
    @Test
    void checksumsCountAsWell() {
        publisher.mayHold(SOME_CHECKSUMS);

        step.leavesBehind(table);

        assertThat(stores.calls()).containsExactlyElementsOf(puts(LAST));
        assertThat(stores.mostPut()).isGreaterThan(EACH).isLessThan(EACH * LAST);
        new ReplayEquality(server, table).holdsEverywhere();
    }

    @Test
    void oneVersionIsPutHoweverLargeItIs() {
        publisher.mayHold(1);

        step.leavesBehind(table);

        assertThat(stores.calls()).containsExactlyElementsOf(puts(LAST));
        assertThat(stores.mostPut()).isEqualTo(EACH);
        assertThat(mirror().get("publishedVersion").longValue()).isEqualTo(LAST);
    }

    /** Each version comes with the table's metadata, which may be far more than what the version says. */
    @Test
    void whatIsReadTogetherCountsTheMetadataOfEachVersion() {
        Map<String, Object> wide = Requests.table("wide");
        Map<String, Object> column = Map.of(
                "name", "id", "type", "long", "nullable", true, "metadata", Map.of("comment", "c".repeat(100_000)));
        wide.put("schema", Map.of("type", "struct", "fields", List.of(column)));
        server.post("/api/v1/tables", wide).expect(201);
        table = "wide";
        for (int version = 1; version <= LAST; version++) {
            commit(add("part-" + version, version));
        }
        long tableId = server.bean(JdbcClient.class)
                .sql("select table_id from delta_table where name = ?")
                .param(table)
                .query(Long.class)
                .single();

        assertThat(server.bean(Mirrors.class)
                        .unpublished(Map.of(tableId, 0L), LAST, 250_000)
                        .get(tableId))
                .hasSize(3);
    }

    @Test
    void aFailureEndsAllPartsAndKeepsThoseBefore() {
        publisher.mayHold(1);
        stores.failAt("put " + LOG + "3.json");

        step.leavesBehind(table);

        assertThat(stores.calls()).containsExactlyElementsOf(puts(2));
        assertThat(mirror().get("publishedVersion").longValue()).isEqualTo(2);
        assertThat(mirror().get("lastError").stringValue()).contains("the store broke at put " + LOG + "3.json");
        stores.relent();
    }

    @Test
    void aForeignLogFileEndsAllParts() throws IOException {
        publisher.mayHold(1);
        Path log = Files.createDirectories(folder.resolve("tables/" + table + "/_delta_log"));
        Files.writeString(log.resolve("00000000000000000003.json"), "{}\n");

        step.leavesBehind(table);

        assertThat(mirror().get("state").stringValue()).isEqualTo("SPLIT_BRAIN");
        assertThat(mirror().get("publishedVersion").longValue()).isEqualTo(2);
        assertThat(log.resolve("00000000000000000004.json")).doesNotExist();
    }
}
