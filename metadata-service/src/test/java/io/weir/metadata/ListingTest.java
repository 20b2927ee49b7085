package io.weir.metadata;

import static io.weir.metadata.Requests.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.zone.Zones;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A stream of all files is what the rows say, at every version, whatever zones keep of it. The service's own thread makes and
 * packs zones meanwhile.
 */
class ListingTest {

    private static final int VERSIONS = 14;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;
    private static JdbcClient jdbc;
    private static Zones zones;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
        jdbc = server.bean(JdbcClient.class);
        zones = server.bean(Zones.class);
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    /** Adds, removals, deletion vectors, files that come back, restored versions; zones are made and packed again at any time. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aListingIsWhatTheRowsSayAtEveryVersion(long seed) {
        String table = "random" + seed;
        Random random = new Random(seed);
        create(table);
        List<String> live = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (int version = 1; version <= VERSIONS; version++) {
            if (version > 4 && random.nextInt(6) == 0) {
                int back = 1 + random.nextInt(version - 1);
                server.post("/api/v1/tables/" + table + "/restore", Map.of("version", back))
                        .expect(200);
                live = new ArrayList<>(livePaths(table, version));
                gone.removeAll(live);
            } else {
                post(table, randomActions(random, version, live, gone));
            }
            switch (random.nextInt(4)) {
                case 0 -> zones.extend(table);
                case 1 -> zones.renew(id(table));
                default -> checkAt(table, random.nextLong(head(table) + 1));
            }
        }
        zones.extend(table);
        checkAll(table);
        renewAll(table);
        checkAll(table);
        assertThat(zones(table, "packed_lines is not null")).isGreaterThan(2);
    }

    private static List<Map<?, ?>> randomActions(Random random, int version, List<String> live, List<String> gone) {
        List<Map<?, ?>> actions = new ArrayList<>();
        Collections.shuffle(live, random);
        List<String> removed = List.copyOf(live.subList(0, random.nextInt(3) == 0 ? live.size() / 10 : 0));
        live.removeAll(removed);
        removed.forEach(path -> actions.add(Requests.remove(path)));
        for (String path : List.copyOf(gone.subList(0, gone.size() / 3))) {
            actions.add(Requests.add(path, 1));
            live.add(path);
            gone.remove(path);
        }
        gone.addAll(removed);
        IntStream.range(0, 100 + random.nextInt(700)).forEach(number -> {
            live.add(version + "-" + number);
            actions.add(Requests.add(version + "-" + number, number));
        });
        return actions;
    }

    @Test
    void aFileWithAnotherDeletionVectorIsAnotherLine() {
        create("vectors");
        post("vectors", adds("v", 1200).toList());
        make("vectors", 2);
        Map<Object, Object> marked =
                new LinkedHashMap<>((Map<?, ?>) Requests.add("v7", 1).get("add"));
        marked.put(
                "deletionVector",
                Map.of(
                        "storageType",
                        "u",
                        "pathOrInlineDv",
                        "ab^-aqEH.-t@S}K{vb[*k^",
                        "offset",
                        1,
                        "sizeInBytes",
                        36,
                        "cardinality",
                        1));
        post("vectors", List.of(Requests.remove("v7"), Map.of("add", marked)));
        checkAll("vectors");
        renewAll("vectors");
        checkAll("vectors");
    }

    /** The rows are changed behind the service's back: what a listing still shows as it was, it has from a zone. */
    @Test
    void whatLostNoFileIsTakenFromZonesAndTheRestFromRows() {
        create("marked");
        post("marked", adds("m", 3 * Zones.SIZE + 100).toList());
        make("marked", 3);
        jdbc.sql(
                        "update data_file set add_action = replace(add_action, '\"path\":\"', '\"path\":\"changed/') where table_id = ?")
                .param(id("marked"))
                .update();

        assertThat(changed("marked", 1)).as("behind the zones").isEqualTo(100);
        post("marked", List.of(Requests.remove("m" + Zones.SIZE)));
        assertThat(changed("marked", 1)).as("before the removal").isEqualTo(100);
        assertThat(changed("marked", 2)).as("of the zone that lost a file").isEqualTo(100 + Zones.SIZE - 1);
        renewAll("marked");
        assertThat(changed("marked", 2)).as("as it was packed again").isEqualTo(100 + Zones.SIZE - 1);
        assertThat(changed("marked", 1)).as("as it is no more").isEqualTo(100 + Zones.SIZE);
    }

    /** Asks again until the thread that it was left to has done it. */
    @Test
    void aListingThatHadToReadRowsHasTheirZonesPackedAgain() {
        create("renewed");
        post("renewed", adds("r", 2 * Zones.SIZE).toList());
        make("renewed", 2);
        post("renewed", List.of(Requests.remove("r3")));
        String packed = "packed_version = 2";

        assertThat(listed("renewed", 1)).isEqualTo(rows("renewed", 1));
        assertThat(zones("renewed", packed))
                .as("an older version has no use for it")
                .isZero();
        do {
            assertThat(listed("renewed", 2)).isEqualTo(rows("renewed", 2)).hasSize(2 * Zones.SIZE - 1);
        } while (zones("renewed", packed) < 2);
        checkAll("renewed");
    }

    @Test
    void zonesFromBeforeTheyWerePackedArePackedWhenTheyAreOfUse() {
        create("older");
        post("older", adds("o", 2 * Zones.SIZE).toList());
        make("older", 2);
        jdbc.sql("update file_zone set packed_version = null, packed_lines = null where table_id = ?")
                .param(id("older"))
                .update();
        checkAll("older");
        renewAll("older");
        assertThat(zones("older", "packed_lines is not null")).isEqualTo(2);
        checkAll("older");
    }

    @Test
    void ofLinesThatAreTooLongNoneAreKept() {
        create("wide");
        String tail = "-" + "x".repeat(10_000);
        post(
                "wide",
                Stream.concat(adds("w", Zones.SIZE, tail), adds("n", Zones.SIZE))
                        .toList());
        make("wide", 2);
        assertThat(zones("wide", "packed_lines is null")).isEqualTo(1);
        checkAll("wide");
        assertThat(zones.renew(id("wide"))).as("to be packed again").isZero();
    }

    @Test
    void afterMoreRemovalsThanAreLookedAtRowsAreRead() {
        create("rewritten");
        post("rewritten", adds("a", 11_000).toList());
        make("rewritten", 21);
        post(
                "rewritten",
                IntStream.range(0, 10_500)
                        .<Map<?, ?>>mapToObj(number -> Requests.remove("a" + number))
                        .toList());
        checkAll("rewritten");
        renewAll("rewritten");
        checkAll("rewritten");
    }

    @Test
    void zonesThatArePackedAtOnceAreRight() {
        create("contested");
        post("contested", adds("c", 6 * Zones.SIZE).toList());
        make("contested", 6);
        post(
                "contested",
                IntStream.range(0, 6)
                        .<Map<?, ?>>mapToObj(number -> Requests.remove("c" + number * Zones.SIZE))
                        .toList());
        List<CompletableFuture<Void>> callers = Stream.of(1, 2, 3, 4)
                .map(caller -> CompletableFuture.runAsync(() -> {
                    zones.renew(id("contested"));
                    checkAll("contested");
                }))
                .toList();
        callers.forEach(CompletableFuture::join);
        renewAll("contested");
        checkAll("contested");
    }

    private static void create(String name) {
        Map<String, Object> table = Requests.table(name);
        table.put("properties", Map.of("delta.enableDeletionVectors", "true"));
        server.post("/api/v1/tables", table).expect(201);
    }

    private static Stream<Map<?, ?>> adds(String prefix, int count) {
        return adds(prefix, count, "");
    }

    private static Stream<Map<?, ?>> adds(String prefix, int count, String tail) {
        return IntStream.range(0, count).mapToObj(number -> Requests.add(prefix + number + tail, number));
    }

    private static void post(String table, List<Map<?, ?>> actions) {
        server.post("/api/v1/tables/" + table + "/commits", commit(actions.toArray(Map<?, ?>[]::new)))
                .expect(200);
    }

    private static long id(String table) {
        return jdbc.sql("select table_id from delta_table where name = ?")
                .param(table)
                .query(Long.class)
                .single();
    }

    /** The service's own thread may be at it, and leaves the rest to us as we do to it. */
    private static void make(String table, long number) {
        do {
            zones.extend(table);
        } while (zones(table, "true") < number);
    }

    private static void renewAll(String table) {
        do {
            zones.renew(id(table));
        } while (zones(table, "packed_version is distinct from " + head(table)) > 0);
    }

    private static long zones(String table, String condition) {
        return jdbc.sql("select count(*) from file_zone where table_id = ? and " + condition)
                .param(id(table))
                .query(Long.class)
                .single();
    }

    private static long head(String table) {
        return server.get("/api/v1/tables/" + table).json().get("version").longValue();
    }

    private static void checkAll(String table) {
        long head = head(table);
        for (long version = 0; version <= head; version++) {
            checkAt(table, version);
        }
    }

    private static void checkAt(String table, long version) {
        assertThat(listed(table, version)).as(table + " at " + version).isEqualTo(rows(table, version));
    }

    private static List<String> listed(String table, long version) {
        return server.get("/api/v1/tables/" + table + "/files?version=" + version, "Accept", "application/x-ndjson")
                .expect(200)
                .text()
                .lines()
                .toList();
    }

    private static List<String> rows(String table, long version) {
        return jdbc.sql("""
                        select add_action from data_file
                        where table_id = ? and added_version <= ? and coalesce(removed_version, 9999) > ?
                        order by added_version, file_id""")
                .params(List.of(id(table), version, version))
                .query(String.class)
                .list();
    }

    private static List<String> livePaths(String table, long version) {
        return rows(table, version).stream()
                .map(line -> MetadataServer.JSON.readTree(line).get("path").stringValue())
                .toList();
    }

    private static long changed(String table, long version) {
        return listed(table, version).stream()
                .filter(line -> line.contains("\"path\":\"changed/"))
                .count();
    }
}
