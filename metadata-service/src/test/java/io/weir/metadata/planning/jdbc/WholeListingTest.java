package io.weir.metadata.planning.jdbc;

import static io.weir.metadata.Requests.add;
import static io.weir.metadata.Requests.commit;
import static io.weir.metadata.Requests.remove;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.delta.skipping.FileFilter;
import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.planning.Plan;
import io.weir.metadata.snapshot.FileKey;
import io.weir.metadata.snapshot.LiveFile;
import io.weir.metadata.snapshot.Snapshots;
import io.weir.metadata.zone.Zones;
import io.weir.test.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wherever a listing is cut, it is the same one. */
class WholeListingTest {

    private static final int VERSIONS = 6;
    private static final int ADDED = 900;

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer server;
    private static long tableId;

    /** Each version adds some files and removes two thirds of those of the version before. */
    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        server = MetadataServer.start(database, folder, "--weir.metadata.mirror.workers=0");
        server.post("/api/v1/tables", Requests.table("cut")).expect(201);
        for (int version = 1; version <= VERSIONS; version++) {
            List<Map<?, ?>> actions = new ArrayList<>();
            for (int number = 0; number < ADDED; number++) {
                actions.add(add(name(version, number), 1));
                if (version > 1 && number % 3 > 0) {
                    actions.add(remove(name(version - 1, number)));
                }
            }
            server.post("/api/v1/tables/cut/commits", commit(actions.toArray(Map<?, ?>[]::new)))
                    .expect(200);
        }
        tableId = server.bean(JdbcClient.class)
                .sql("select table_id from delta_table where name = 'cut'")
                .query(Long.class)
                .single();
    }

    private static String name(int version, int number) {
        return version + "-" + number;
    }

    @AfterAll
    static void stop() {
        server.close();
        database.close();
    }

    @Test
    void withoutZonesAListingIsOneRangeInPortions() throws IOException {
        for (int version = 0; version <= VERSIONS; version++) {
            assertThat(listed(version, List.of())).isEqualTo(expected(version));
        }
    }

    @Test
    void aListingIsTheSameWhereverItIsCut() throws IOException {
        Random random = new Random(11);
        for (int round = 0; round < 30; round++) {
            int version = random.nextInt(VERSIONS + 1);
            List<LiveFile> files = server.bean(Snapshots.class)
                    .files(tableId, 1 + random.nextInt(VERSIONS), FileKey.START, VERSIONS * ADDED);
            List<FileKey> cuts = random.ints(1 + random.nextInt(40), 0, files.size())
                    .sorted()
                    .distinct()
                    .mapToObj(place -> files.get(place).key())
                    .toList();
            assertThat(listed(version, cuts)).as("%s cut at %s", version, cuts).isEqualTo(expected(version));
        }
    }

    @Test
    void moreZonesThanAreAskedForAtOnceAreAskedForAgain() throws IOException {
        List<FileKey> cuts = server.bean(Snapshots.class).files(tableId, 3, FileKey.START, VERSIONS * ADDED).stream()
                .map(LiveFile::key)
                .flatMap(key -> IntStream.range(0, 4)
                        .mapToObj(part -> new FileKey(key.addedVersion(), 4 * key.fileId() + part)))
                .toList();
        assertThat(cuts).hasSizeGreaterThan(4000);
        assertThat(listed(VERSIONS, cuts)).isEqualTo(expected(VERSIONS));
    }

    private static String listed(long version, List<FileKey> cuts) throws IOException {
        WholeListing listing = new WholeListing(server.bean(Snapshots.class), new FixedZones(cuts));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            listing.write(new Plan(tableId, version, FileFilter.ALWAYS), out);
        } finally {
            listing.destroy();
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String expected(long version) {
        StringBuilder lines = new StringBuilder();
        server.bean(Snapshots.class)
                .files(tableId, version, FileKey.START, VERSIONS * ADDED)
                .forEach(file -> lines.append(file.add()).append('\n'));
        return lines.toString();
    }

    /** Zones that end where the test wants. */
    private record FixedZones(List<FileKey> all) implements Zones {

        @Override
        public int extend(String table) {
            return 0;
        }

        @Override
        public List<FileKey> ends(long table, FileKey from, int limit) {
            return all.stream()
                    .filter(end -> end.compareTo(from) > 0)
                    .limit(limit)
                    .toList();
        }
    }
}
