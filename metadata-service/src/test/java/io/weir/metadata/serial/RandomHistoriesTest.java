package io.weir.metadata.serial;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.metadata.MetadataServer;
import io.weir.metadata.Requests;
import io.weir.metadata.commit.RowIdHistory;
import io.weir.metadata.mirror.ReplayEquality;
import io.weir.test.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Writers of every kind over two replicas and one PostgreSQL. What they were told and what is there must be what a serial
 * execution of the commits gives: in SQL, and in the mirror as Delta Kernel replays it.
 *
 * <p>{@code -Dweir.histories=20} is the number of histories, {@code -Dweir.histories.steps=500} their length and
 * {@code -Dweir.histories.seed=42} the first seed; a failure names its own.
 */
class RandomHistoriesTest {

    private static final int WRITERS = 6;
    private static final int STEPS = Integer.getInteger("weir.histories.steps", 80);

    /** Kernel takes as long for a version as SQL does for ten; other tests ask it for each. */
    private static final int KERNEL_STEP = 5;

    /** What the name of a table that tracks its rows ends with. */
    private static final String TRACKED = "b";

    @TempDir
    static Path folder;

    private static TestDatabase database;
    private static MetadataServer one;
    private static MetadataServer other;

    /** What the histories came to: had one kind never happened, nothing would be said about it. */
    private static final Map<String, Long> happened = new TreeMap<>();

    private final Queue<View> views = new ConcurrentLinkedQueue<>();
    private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        database = TestDatabase.create("metadata");
        one = MetadataServer.start(database, folder);
        other = MetadataServer.start(database, folder);
    }

    @AfterAll
    static void stop() {
        other.close();
        one.close();
        database.close();
        assertThat(happened.keySet()).contains("rebased", "conflict", "over many tables", "duplicate");
    }

    static LongStream seeds() {
        long first = Long.getLong("weir.histories.seed", 1);
        return LongStream.range(first, first + Integer.getInteger("weir.histories", 2));
    }

    /** Who steps when is drawn by the seed too, so that a failure comes again. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void writersThatReadAndCommitInTurns(long seed) {
        Random turns = new Random(seed);
        SerialHistory history = new SerialHistory(create("turns" + seed));
        List<RandomWriter> writers = writers(history, "turns" + seed);
        for (int step = 0; step < STEPS; step++) {
            writers.get(turns.nextInt(WRITERS)).step();
        }
        check(history, "turns" + seed);
    }

    /** All at once: the seed gives what each wants, the machine who wins. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void writersAtTheSameTime(long seed) throws Exception {
        SerialHistory history = new SerialHistory(create("race" + seed));
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Callable<Object>> work = writers(history, "race" + seed).stream()
                    .map(writer -> Executors.callable(() -> {
                        for (int step = 0; step < STEPS / WRITERS; step++) {
                            writer.step();
                        }
                    }))
                    .toList();
            for (Future<Object> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        check(history, "race" + seed);
    }

    private static List<String> tables(String prefix) {
        return List.of(prefix + "a", prefix + "b", prefix + "c");
    }

    private static List<View> create(String prefix) {
        List<View> created = new ArrayList<>();
        for (String name : tables(prefix)) {
            Map<String, Object> table = Requests.partitionedTable(name);
            table.put(
                    "properties",
                    Map.of(
                            "delta.enableRowTracking", Boolean.toString(name.endsWith(TRACKED)),
                            "delta.enableDeletionVectors", "true",
                            "delta.feature.domainMetadata", "supported",
                            "delta.feature.v2Checkpoint", "supported",
                            "delta.checkpointInterval", "5"));
            one.post("/api/v1/tables", table).expect(201);
            created.add(View.read(one, name));
        }
        return created;
    }

    private List<RandomWriter> writers(SerialHistory history, String prefix) {
        assertThat(history.model(prefix + "a").head()).isZero();
        return IntStream.range(0, WRITERS)
                .mapToObj(number -> new RandomWriter(
                        number,
                        number % 2 == 0 ? one : other,
                        tables(prefix),
                        new Random((prefix + number).hashCode()),
                        views,
                        exchanges))
                .toList();
    }

    private void check(SerialHistory history, String prefix) {
        history.check(exchanges, views);
        exchanges.forEach(exchange -> happened.merge(exchange.kind(), 1L, Long::sum));
        for (String table : tables(prefix)) {
            long head = history.model(table).head();
            assertThat(View.read(one, table).version()).isEqualTo(head);
            for (long version = 0; version <= head; version++) {
                history.checkView(View.at(other, table, version));
            }
            new ReplayEquality(one, table).holdsAtEvery(KERNEL_STEP);
            if (table.endsWith(TRACKED)) {
                RowIdHistory.check(one, table);
            }
        }
    }
}
