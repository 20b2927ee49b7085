package io.weir.metadata.zone;

import static io.weir.metadata.zone.ListedTables.adds;
import static io.weir.metadata.zone.ListedTables.removals;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Zones that no file is left of go, and neither listings nor plans of any version are other than the rows say. */
class EmptyZonesTest {

    @TempDir
    static Path folder;

    @AutoClose
    private static MetadataServer server;

    private static ListedTables tables;
    private static Zones zones;

    @BeforeAll
    static void start() {
        server = MetadataServer.startOnNewDatabase(folder, "--weir.metadata.mirror.workers=0");
        tables = new ListedTables(server);
        zones = server.bean(Zones.class);
    }

    private static void table(String name, int count) {
        tables.create(name);
        tables.post(name, adds("f", count * Zones.SIZE).toList());
        tables.make(name, count);
    }

    private static void removeZones(String table, int from, int end) {
        tables.post(table, removals("f", from * Zones.SIZE, end * Zones.SIZE));
    }

    private static void checkAll(String table) {
        tables.checkChain(table);
        tables.check(table);
    }

    /** How many files a plan keeps by what its statistics say, which do not tell files apart here. */
    private static void checkPlans(String table) {
        String filter = URLEncoder.encode("id >= 0", StandardCharsets.UTF_8);
        for (long version = 0; version <= tables.head(table); version++) {
            assertThat(server.get(
                                    "/api/v1/tables/" + table + "/files?version=" + version + "&filter=" + filter,
                                    "Accept",
                                    "application/x-ndjson")
                            .expect(200)
                            .text()
                            .lines()
                            .toList())
                    .as("at " + version)
                    .containsExactlyElementsOf(tables.rows(table, version));
        }
    }

    @Test
    void theyGoAndTheirRangeIsTheOneBefores() {
        table("middle", 6);
        removeZones("middle", 1, 4);
        tables.post("middle", removals("f", 4 * Zones.SIZE, 4 * Zones.SIZE + 7));

        assertThat(zones.dropEmpty("middle")).isEqualTo(3);
        checkAll("middle");
        checkPlans("middle");
        assertThat(zones.dropEmpty("middle")).as("nothing more").isEqualTo(3);

        tables.renewAll("middle");
        checkAll("middle");
        tables.post("middle", adds("later", Zones.SIZE).toList());
        tables.make("middle", 4);
        checkAll("middle");
        checkPlans("middle");
    }

    @Test
    void theLastOnesGoAndTheNextFilesBeginBehindThem() {
        table("end", 4);
        removeZones("end", 2, 4);
        assertThat(zones.dropEmpty("end")).isEqualTo(2);
        tables.post("end", adds("later", Zones.SIZE + 3).toList());
        tables.make("end", 3);
        checkAll("end");
        checkPlans("end");
    }

    @Test
    void theFirstStaysHoweverEmpty() {
        table("all", 3);
        removeZones("all", 0, 3);
        assertThat(zones.dropEmpty("all")).isEqualTo(1);
        checkAll("all");
        tables.post("all", adds("later", Zones.SIZE).toList());
        tables.make("all", 2);
        assertThat(zones.dropEmpty("all")).isEqualTo(2);
        checkAll("all");
        checkPlans("all");
    }

    @Test
    void ofATableThatIsNotThereThereAreNone() {
        assertThat(zones.dropEmpty("never")).isZero();
        tables.create("fresh");
        assertThat(zones.dropEmpty("fresh")).isZero();
    }

    /** What is removed here is told to the thread that looks after zones. */
    @Test
    void theyGoByThemselves() {
        table("alone", 5);
        removeZones("alone", 0, 5);
        await().until(() -> tables.zones("alone", "true") == 1);
        checkAll("alone");
    }

    /** Several at a time make zones, pack them again and drop them, while files come and go. */
    @Test
    void whateverHappensAtOnceTheyFollowOneAnother() {
        tables.create("busy");
        AtomicBoolean ended = new AtomicBoolean();
        List<CompletableFuture<Void>> keepers = Stream.of(1L, 2L, 3L, 4L)
                .map(seed -> CompletableFuture.runAsync(() -> keep(new Random(seed), ended)))
                .toList();
        try {
            Random random = new Random(5);
            List<Integer> live = new ArrayList<>();
            for (int version = 1; version <= 25; version++) {
                post(version * 1000, 200 + random.nextInt(500), live, random);
                tables.check("busy", random.nextLong(version + 1L));
            }
        } finally {
            ended.set(true);
        }
        keepers.forEach(CompletableFuture::join);
        checkAll("busy");
        checkPlans("busy");
        zones.dropEmpty("busy");
        tables.renewAll("busy");
        checkAll("busy");
        assertThat(tables.zones("busy", "true")).isBetween(2L, 20L);
    }

    private static void keep(Random random, AtomicBoolean ended) {
        while (!ended.get()) {
            switch (random.nextInt(3)) {
                case 0 -> zones.extend("busy");
                case 1 -> zones.renew(tables.id("busy"));
                default -> zones.dropEmpty("busy");
            }
        }
    }

    /** Takes neighbours away, mostly the oldest, as a compaction does. */
    private static void post(int first, int count, List<Integer> live, Random random) {
        List<Map<?, ?>> actions = new ArrayList<>();
        int from = random.nextInt(3) == 0 ? random.nextInt(live.size() + 1) : 0;
        List<Integer> gone = live.subList(from, Math.min(live.size(), from + random.nextInt(800)));
        gone.forEach(number -> actions.add(Requests.remove("b" + number)));
        gone.clear();
        IntStream.range(first, first + count).forEach(number -> {
            actions.add(Requests.add("b" + number, 1));
            live.add(number);
        });
        tables.post("busy", actions);
    }
}
