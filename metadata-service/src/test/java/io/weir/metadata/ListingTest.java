package io.weir.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.zone.ListedTables;
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
    private static ListedTables tables;

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
        jdbc = server.bean(JdbcClient.class);
        zones = server.bean(Zones.class);
        tables = new ListedTables(server);
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
        tables.create(table);
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
                tables.post(table, randomActions(random, version, live, gone));
            }
            switch (random.nextInt(5)) {
                case 0 -> zones.extend(table);
                case 1 -> zones.renew(tables.id(table));
                case 2 -> zones.dropEmpty(table);
                default -> tables.check(table, random.nextLong(tables.head(table) + 1));
            }
        }
        zones.extend(table);
        tables.check(table);
        tables.renewAll(table);
        tables.check(table);
        assertThat(tables.zones(table, "packed_lines is not null")).isGreaterThan(2);
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
        tables.create("vectors");
        tables.post("vectors", ListedTables.adds("v", 1200).toList());
        tables.make("vectors", 2);
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
        tables.post("vectors", List.of(Requests.remove("v7"), Map.of("add", marked)));
        tables.check("vectors");
        tables.renewAll("vectors");
        tables.check("vectors");
    }

    /** The rows are changed behind the service's back: what a listing still shows as it was, it has from a zone. */
    @Test
    void whatLostNoFileIsTakenFromZonesAndTheRestFromRows() {
        tables.create("marked");
        tables.post("marked", ListedTables.adds("m", 3 * Zones.SIZE + 100).toList());
        tables.make("marked", 3);
        jdbc.sql(
                        "update data_file set add_action = replace(add_action, '\"path\":\"', '\"path\":\"changed/') where table_id = ?")
                .param(tables.id("marked"))
                .update();

        assertThat(changed("marked", 1)).as("behind the zones").isEqualTo(100);
        tables.post("marked", List.of(Requests.remove("m" + Zones.SIZE)));
        assertThat(changed("marked", 1)).as("before the removal").isEqualTo(100);
        assertThat(changed("marked", 2)).as("of the zone that lost a file").isEqualTo(100 + Zones.SIZE - 1);
        tables.renewAll("marked");
        assertThat(changed("marked", 2)).as("as it was packed again").isEqualTo(100 + Zones.SIZE - 1);
        assertThat(changed("marked", 1)).as("as it is no more").isEqualTo(100 + Zones.SIZE);
    }

    /** Asks again until the thread that it was left to has done it. */
    @Test
    void aListingThatHadToReadRowsHasTheirZonesPackedAgain() {
        tables.create("renewed");
        tables.post("renewed", ListedTables.adds("r", 2 * Zones.SIZE).toList());
        tables.make("renewed", 2);
        tables.post("renewed", List.of(Requests.remove("r3")));
        String packed = "packed_version = 2";

        assertThat(tables.listed("renewed", 1)).isEqualTo(tables.rows("renewed", 1));
        assertThat(tables.zones("renewed", packed))
                .as("an older version has no use for it")
                .isZero();
        do {
            assertThat(tables.listed("renewed", 2))
                    .isEqualTo(tables.rows("renewed", 2))
                    .hasSize(2 * Zones.SIZE - 1);
        } while (tables.zones("renewed", packed) < 2);
        tables.check("renewed");
    }

    @Test
    void zonesFromBeforeTheyWerePackedArePackedWhenTheyAreOfUse() {
        tables.create("older");
        tables.post("older", ListedTables.adds("o", 2 * Zones.SIZE).toList());
        tables.make("older", 2);
        jdbc.sql("update file_zone set packed_version = null, packed_lines = null where table_id = ?")
                .param(tables.id("older"))
                .update();
        tables.check("older");
        tables.renewAll("older");
        assertThat(tables.zones("older", "packed_lines is not null")).isEqualTo(2);
        tables.check("older");
    }

    @Test
    void ofLinesThatAreTooLongNoneAreKept() {
        tables.create("wide");
        String tail = "-" + "x".repeat(10_000);
        tables.post(
                "wide",
                Stream.concat(ListedTables.adds("w", Zones.SIZE, tail), ListedTables.adds("n", Zones.SIZE))
                        .toList());
        tables.make("wide", 2);
        assertThat(tables.zones("wide", "packed_lines is null")).isEqualTo(1);
        tables.check("wide");
        assertThat(zones.renew(tables.id("wide"))).as("to be packed again").isZero();
    }

    @Test
    void afterMoreRemovalsThanAreLookedAtRowsAreRead() {
        tables.create("rewritten");
        tables.post("rewritten", ListedTables.adds("a", 11_000).toList());
        tables.make("rewritten", 21);
        tables.post(
                "rewritten",
                IntStream.range(0, 10_500)
                        .<Map<?, ?>>mapToObj(number -> Requests.remove("a" + number))
                        .toList());
        tables.check("rewritten");
        tables.renewAll("rewritten");
        tables.check("rewritten");
    }

    @Test
    void zonesThatArePackedAtOnceAreRight() {
        tables.create("contested");
        tables.post("contested", ListedTables.adds("c", 6 * Zones.SIZE).toList());
        tables.make("contested", 6);
        tables.post(
                "contested",
                IntStream.range(0, 6)
                        .<Map<?, ?>>mapToObj(number -> Requests.remove("c" + number * Zones.SIZE))
                        .toList());
        List<CompletableFuture<Void>> callers = Stream.of(1, 2, 3, 4)
                .map(caller -> CompletableFuture.runAsync(() -> {
                    zones.renew(tables.id("contested"));
                    tables.check("contested");
                }))
                .toList();
        callers.forEach(CompletableFuture::join);
        tables.renewAll("contested");
        tables.check("contested");
    }

    private static long changed(String table, long version) {
        return tables.listed(table, version).stream()
                .filter(line -> line.contains("\"path\":\"changed/"))
                .count();
    }

    private static List<String> livePaths(String table, long version) {
        return tables.rows(table, version).stream()
                .map(line -> MetadataServer.JSON.readTree(line).get("path").stringValue())
                .toList();
    }
}
