package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.transform.FixedWindows;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.HorizonDecoder;
import io.weir.ingest.transform.SessionWindows;
import io.weir.ingest.transform.Windows;
import io.weir.ingest.transform.Windows.Aggregate;
import io.weir.ingest.transform.Windows.Function;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are looked at together, whatever remembers them: first ones of their keys, and windows. */
abstract class StreamsContract {

    static final WarehouseLimits LIMITS = new WarehouseLimits("256MB", 2, "16MB");
    private static final long SECOND = 1_000_000;
    static final StructType COLUMNS =
            (StructType) TypeNames.parse("STRUCT(id BIGINT, shop VARCHAR, \"at\" TIMESTAMP, n BIGINT)");
    private static final List<Aggregate> AGGREGATES = List.of(
            new Aggregate("orders", Function.COUNT, null),
            new Aggregate("total", Function.SUM, "n"),
            new Aggregate("ids", Function.COUNT_DISTINCT, "id"));

    @TempDir
    Path folder;

    private Sink sink;
    private BatchDecoder decoder;
    private Horizon horizon;
    private Owner owner;
    private long next;

    /** Milliseconds by the worker's clock. */
    private long now;

    /**
     * A target that nobody writes to but who got it last.
     *
     * @param writer of rows, where they are written to a warehouse
     */
    abstract Sink open(Owner of, Horizon by, RowWriter writer) throws SQLException;

    /** On which batches for the target that was opened last are decoded. */
    abstract Connection connection();

    /** What a query finds of the table {@code orders}, of {@code letters}, and of the tables that are in the schema {@code weir}. */
    abstract List<String> rows(String sql) throws SQLException;

    /** Has a batch not be written, as who writes it dies, or was overtaken. */
    abstract void dies(Sink writing, DecodedBatch batch) throws SQLException;

    @AfterEach
    void close() throws SQLException {
        sink.close();
    }

    private void by(Horizon wanted) throws SQLException {
        by(wanted, Owner.of("orders"));
    }

    void by(Horizon wanted, Owner of) throws SQLException {
        horizon = wanted;
        owner = of;
        sink = open(owner, horizon, writer(horizon));
        decoder = decoder(connection());
        next = sink.claim(Set.of(0, 1)).get(0).sequence() + 1;
    }

    RowWriter writer(Horizon wanted) throws SQLException {
        Windows windows = wanted.window();
        return windows == null
                ? new AppendedRows()
                : new WindowedRows(Owner.of("orders"), wanted, windows, TypesOfWindows.of(windows, COLUMNS));
    }

    private BatchDecoder decoder(Connection connection) throws SQLException {
        return new HorizonDecoder(
                connection,
                owner,
                horizon,
                new Decoder(
                        connection,
                        new Decoding(new JsonFormat(COLUMNS), horizon.required(), RowOrder.TRACED),
                        sink.columns(),
                        folder.resolve("p.json"),
                        folder.resolve("a.json")),
                clock());
    }

    /** Which tells what the test says. */
    InstantSource clock() {
        return () -> Instant.ofEpochMilli(now);
    }

    /** A batch that another worker has in hand. */
    DecodedBatch decode(Connection elsewhere, int partition, long from, String... payloads) throws SQLException {
        return decoder(elsewhere).decode(StagedRecords.of(folder, partition, from, payloads));
    }

    /** Another worker goes on. */
    void restart() throws SQLException {
        sink.close();
        by(horizon, owner);
    }

    Sink sink() {
        return sink;
    }

    static Horizon first(long seconds, boolean letters) {
        return new Horizon("at", seconds * SECOND, letters, List.of("id"), null, 0);
    }

    static Horizon windows(long size, long slide, long lateness, boolean letters) {
        return new Horizon(
                "at",
                lateness * SECOND,
                letters,
                List.of(),
                new FixedWindows(size * SECOND, slide * SECOND, List.of("shop"), AGGREGATES),
                0);
    }

    @Test
    void ofRecordsOfAKeyTheFirstIsARow() throws SQLException {
        by(first(60, false));

        write(order(1, 0, 1), order(2, 1, 2), order(1, 2, 3), "{\"id\":null,\"at\":null}");
        write(order(2, 50, 4), order(3, 51, 5));

        assertThat(rows("select id, n from orders order by id")).containsExactly("1|1", "2|2", "3|5");
        assertThat(sink.watermarks()).containsEntry(0, counts(6, 3, 1, 2));
    }

    @Test
    void keysAreForgottenWithTheirTimeAndWhatIsOlderIsLate() throws SQLException {
        by(first(60, true));
        write(order(1, 0, 1), order(2, 100, 2));
        assertThat(rows("select id from weir.\"seen/orders/id\"")).containsExactly("2");

        write(order(1, 110, 3), order(1, 30, 4), order(4, 39, 5), order(5, 41, 6));

        assertThat(rows("select id, n from orders order by n")).containsExactly("1|1", "2|2", "1|3", "5|6");
        assertThat(rows("select sequence, reason from letters order by sequence"))
                .containsExactly(
                        "3|is late: all of before 2026-01-01 00:00:40 was known",
                        "4|is late: all of before 2026-01-01 00:00:40 was known");
        assertThat(sink.watermarks()).containsEntry(0, counts(6, 4, 2, 0));
    }

    @Test
    void repeatedRecordsMoveTheMarkSoThatNoKeyIsRememberedForEver() throws SQLException {
        by(first(60, false));

        for (int minute = 0; minute < 5; minute++) {
            write(order(1, minute * 61L, minute));
        }

        // Each batch is looked at by what the batches before it knew.
        assertThat(rows("select n from orders order by n")).containsExactly("0", "2", "4");
    }

    @Test
    void aTimeWithoutEndStopsNobody() throws SQLException {
        by(windows(10, 10, 0, true));

        write("{\"id\":1,\"shop\":\"s1\",\"at\":\"infinity\",\"n\":1}", order(2, 3, 2));
        write(order(3, 30, 3), "{\"id\":4,\"shop\":\"s1\",\"at\":\"290000-01-01 00:00:00\",\"n\":1}");

        assertThat(rows("select orders, total from orders")).containsExactly("1|2");
        assertThat(rows("select sequence from letters order by 1")).containsExactly("0", "3");
    }

    @Test
    void whatIsNotWrittenIsNotRemembered() throws SQLException {
        by(first(60, true));
        write(order(1, 0, 1));

        dies(sink, decode(order(2, 1, 2), order(3, 100, 3), "{}"));
        restart();

        assertThat(next).isEqualTo(1);
        assertThat(rows("select id from weir.\"seen/orders/id\"")).containsExactly("1");
        assertThat(rows("select sequence from letters")).isEmpty();
        write(order(2, 1, 2));
        write(order(2, 2, 3), order(3, 4, 4));

        assertThat(rows("select id, n from orders order by id")).containsExactly("1|1", "2|2", "3|4");
    }

    @Test
    void aResetForgets() throws SQLException {
        by(first(60, false));
        write(order(1, 100, 1), order(1, 101, 2));
        sink.close();
        by(first(60, false), new Owner("orders", Generations.FIRST.next(Instant.ofEpochMilli(5))));
        write(order(1, 0, 3), order(1, 1, 4));

        assertThat(rows("select id, n from orders order by n")).containsExactly("1|1", "1|3");
        assertThat(rows("select id from weir.\"seen/orders/id\"")).containsExactly("1");
    }

    @Test
    void aWindowIsWrittenOnceItHasEnded() throws SQLException {
        by(windows(10, 10, 5, false));

        write(order(1, 0, 1), order(2, 9, 2), order(1, 5, 3), order(3, 10, 4));
        assertThat(rows("select count(*) from orders")).containsExactly("0");
        write(order(4, 8, 5), order(5, 15, 6));
        assertThat(rows("select window_start::varchar, window_end::varchar, shop, orders, total, ids from orders"))
                .containsExactly("2026-01-01 00:00:00|2026-01-01 00:00:10|s1|4|11|3");
        write(order(6, 9, 7), order(7, 14, 8), order(8, 40, 9));

        assertThat(rows("select window_start::varchar, orders, total from orders order by all"))
                .containsExactly("2026-01-01 00:00:00|4|11", "2026-01-01 00:00:10|3|18");
        assertThat(rows("select id from weir.\"window/orders\"")).containsExactly("8");
        assertThat(sink.watermarks()).containsEntry(0, counts(9, 8, 0, 1));
    }

    @Test
    void windowsThatOverlapHaveARecordEach() throws SQLException {
        by(windows(10, 5, 0, true));

        write(order(1, 7, 1));
        write(order(2, 12, 2));
        write(order(3, 3, 3), order(4, 8, 4));
        write(order(5, 60, 5));

        assertThat(rows("select window_start::varchar, orders, total from orders order by all"))
                .containsExactly("2026-01-01 00:00:00|1|1", "2026-01-01 00:00:05|3|7", "2026-01-01 00:00:10|1|2");
        assertThat(rows("select sequence, reason from letters"))
                .containsExactly("2|is late: all of before 2026-01-01 00:00:12 was known");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whateverTheBatchesEveryRecordIsInItsWindowsOrLate(long seed) throws SQLException {
        by(windows(10, 10, 20, false));
        Random random = new Random(seed);
        Map<Long, Long> sums = new TreeMap<>();
        List<String> batch = new ArrayList<>();
        long latest = 0;
        for (int index = 0; index < 300; index++) {
            // None is later than the lateness, so all count, wherever batches end.
            long second = Math.max(0, index - random.nextInt(20));
            latest = Math.max(latest, second);
            sums.merge(second / 10, (long) index, Long::sum);
            batch.add(order(index, second, index));
            if (random.nextInt(30) == 0) {
                write(batch.toArray(String[]::new));
                batch.clear();
                if (random.nextBoolean()) {
                    restart();
                }
            }
        }
        batch.add(order(1_000, 10_000, 0));
        write(batch.toArray(String[]::new));

        assertThat(rows("select (epoch(window_start) - epoch(timestamp '2026-01-01'))::bigint // 10, total from orders"
                        + " order by 1"))
                .containsExactlyElementsOf(sums.entrySet().stream()
                        .map(sum -> sum.getKey() + "|" + sum.getValue())
                        .toList());
        assertThat(sink.watermarks()).containsEntry(0, counts(301, 301, 0, 0));
    }

    /** However records came in batches, and whoever wrote those: of each key the first that came is a row, and no other. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void ofEachKeyTheFirstIsARowWhateverTheBatchesAndHoweverManyWorkersWriteThem(long seed) throws SQLException {
        by(first(60, false));
        Random random = new Random(seed);
        Map<Long, String> firsts = new TreeMap<>();
        List<String> batch = new ArrayList<>();
        for (int index = 0; index < 300; index++) {
            // Keys come again within the horizon, and none is so late that it is not known any more.
            long id = index / 30 * 10L + random.nextInt(10);
            firsts.putIfAbsent(id, id + "|" + index);
            batch.add(order((int) id, index + random.nextInt(20), index));
            if (random.nextInt(20) == 0) {
                if (random.nextInt(3) == 0) {
                    dies(sink, decode(batch.toArray(String[]::new)));
                    restart();
                }
                write(batch.toArray(String[]::new));
                batch.clear();
            }
        }
        write(batch.toArray(String[]::new));

        assertThat(rows("select id, n from orders order by id")).containsExactlyElementsOf(firsts.values());
        assertThat(sink.watermarks()).containsEntry(0, counts(300, firsts.size(), 0, 300 - firsts.size()));
    }

    private static Horizon sessions(long gap, long lateness) {
        return new Horizon(
                "at",
                lateness * SECOND,
                false,
                List.of(),
                new SessionWindows(gap * SECOND, List.of("shop"), AGGREGATES),
                0);
    }

    @Test
    void aSessionEndsWhenNothingFollowsForItsGap() throws SQLException {
        by(sessions(10, 0));

        write(order(1, 0, 1), order(2, 9, 2), order(3, 9, 3), order(4, 18, 4));
        assertThat(rows("select count(*) from orders")).containsExactly("0");
        // It goes on until there are ten seconds without a record; what is older than what is known is no part of it.
        write(order(5, 20, 5), order(6, 17, 6), order(7, 30, 7));
        assertThat(rows("select window_start::varchar, window_end::varchar, shop, orders, total from orders"))
                .containsExactly("2026-01-01 00:00:00|2026-01-01 00:00:30|s1|5|15");
        write(order(8, 29, 8), order(9, 50, 9));

        assertThat(rows("select window_start::varchar, window_end::varchar, orders, total from orders order by all"))
                .containsExactly(
                        "2026-01-01 00:00:00|2026-01-01 00:00:30|5|15", "2026-01-01 00:00:30|2026-01-01 00:00:40|1|7");
        assertThat(rows("select id from weir.\"window/orders\"")).containsExactly("9");
        assertThat(sink.watermarks()).containsEntry(0, counts(9, 7, 0, 2));
    }

    /** Sessions are those of all records that are not late, sorted, however they came and in whatever batches. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void sessionsAreThoseOfTheSortedRecords(long seed) throws SQLException {
        by(sessions(5, 3));
        Random random = new Random(seed);
        Map<String, List<Long>> taken = new TreeMap<>();
        long[] latest = {Long.MIN_VALUE, Long.MIN_VALUE};
        long mark = Long.MIN_VALUE;
        long[] sequences = new long[2];
        for (int batch = 0; batch < 60; batch++) {
            int partition = random.nextInt(2);
            List<String> records = new ArrayList<>();
            for (int index = random.nextInt(6); index >= 0; index--) {
                long second = Math.max(0, batch + random.nextInt(9) - 4);
                String shop = "s" + random.nextInt(3);
                records.add(order(batch, second, 1).replace("s1", shop));
                if (second >= mark) {
                    taken.computeIfAbsent(shop, any -> new ArrayList<>()).add(second);
                    latest[partition] = Math.max(latest[partition], second);
                }
            }
            if (batch % 10 == 3) {
                overtaken(partition, sequences, records);
            }
            write(partition, sequences, records);
            long least = latest[0] == Long.MIN_VALUE
                    ? latest[1]
                    : latest[1] == Long.MIN_VALUE ? latest[0] : Math.min(latest[0], latest[1]);
            mark = Math.max(mark, least - 3);
        }
        write(0, sequences, List.of(order(0, 10_000, 1).replace("s1", "end")));
        write(1, sequences, List.of(order(0, 10_000, 1).replace("s1", "end")));

        assertThat(
                        rows(
                                "select shop, (epoch(window_start) - epoch(timestamp '2026-01-01'))::bigint,"
                                        + " (epoch(window_end) - epoch(timestamp '2026-01-01'))::bigint, orders from orders order by all"))
                .containsExactlyElementsOf(sorted(taken));
        assertThat(rows("select count(distinct shop) from weir.\"window/orders\""))
                .containsExactly("1");
    }

    /** A batch that a worker had in hand when it died: nothing of it is there, and it is read again. */
    private void overtaken(int partition, long[] sequences, List<String> records) throws SQLException {
        dies(
                sink,
                decoder.decode(
                        StagedRecords.of(folder, partition, sequences[partition], records.toArray(String[]::new))));
        restart();
    }

    private static List<String> sorted(Map<String, List<Long>> taken) {
        List<String> sessions = new ArrayList<>();
        taken.forEach((shop, seconds) -> {
            seconds.sort(null);
            int first = 0;
            for (int index = 1; index <= seconds.size(); index++) {
                if (index == seconds.size() || seconds.get(index) - seconds.get(index - 1) >= 5) {
                    sessions.add(shop + "|" + seconds.get(first) + "|" + (seconds.get(index - 1) + 5) + "|"
                            + (index - first));
                    first = index;
                }
            }
        });
        return sessions;
    }

    private void write(int partition, long[] sequences, List<String> records) throws SQLException {
        sink.write(decoder.decode(
                StagedRecords.of(folder, partition, sequences[partition], records.toArray(String[]::new))));
        sequences[partition] += records.size();
    }

    private static Horizon waitingForAMinute() {
        Windows windows = new FixedWindows(10 * SECOND, 10 * SECOND, List.of(), AGGREGATES);
        return new Horizon("at", 0, false, List.of(), windows, 60_000);
    }

    @Test
    void aPartitionThatIsIdleIsNotWaitedFor() throws SQLException {
        long[] sequences = new long[2];
        by(waitingForAMinute());
        write(0, sequences, List.of(order(1, 0, 1)));
        write(1, sequences, List.of(order(2, 1, 2)));

        now = 59_999;
        write(0, sequences, List.of(order(3, 100, 3)));
        assertThat(rows("select count(*) from orders")).containsExactly("0");
        now = 60_000;
        write(0, sequences, List.of(order(4, 101, 4)));
        assertThat(rows("select orders, total from orders")).containsExactly("2|3");

        // It comes back: what is older than what is known by now is late, and from then on it is waited for again.
        write(1, sequences, List.of(order(5, 5, 5), order(6, 102, 6)));
        write(0, sequences, List.of(order(7, 200, 7)));
        assertThat(rows("select orders, total from orders")).containsExactly("2|3");
        write(1, sequences, List.of(order(8, 201, 8)));
        assertThat(rows("select orders, total from orders order by all")).containsExactly("2|3", "3|13");
        assertThat(sink.watermarks().get(1).filtered()).isEqualTo(1);
    }

    @Test
    void whatCameWhileNobodyReadHasNotBeenIdle() throws SQLException {
        long[] sequences = new long[2];
        by(waitingForAMinute());
        write(0, sequences, List.of(order(1, 0, 1)));
        write(1, sequences, List.of(order(2, 1, 2)));
        now = 1_000_000;
        restart();
        write(0, sequences, List.of(order(3, 100, 3)));
        assertThat(rows("select count(*) from orders")).containsExactly("0");
        write(1, sequences, List.of(order(4, 2, 4), order(5, 100, 5)));

        assertThat(rows("select orders, total from orders")).containsExactly("3|7");
        assertThat(sink.watermarks().get(1).filtered()).isZero();
    }

    Watermark counts(long records, long written, long letters, long filtered) throws SQLException {
        Watermark now = sink.watermarks().get(0);
        return new Watermark(
                now.epoch(), records - 1, written, letters, filtered, now.bytes(), now.batches(), now.broken());
    }

    static String order(int id, long second, int n) {
        return "{\"id\":" + id + ",\"shop\":\"s1\",\"at\":\""
                + Instant.parse("2026-01-01T00:00:00Z")
                        .plusSeconds(second)
                        .toString()
                        .replace("Z", "") + "\",\"n\":" + n + "}";
    }

    void write(String... payloads) throws SQLException {
        sink.write(decode(payloads));
    }

    DecodedBatch decode(String... payloads) throws SQLException {
        long first = next;
        next += payloads.length;
        return decoder.decode(StagedRecords.of(folder, 0, first, payloads));
    }
}
