package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.UnknownKeys;
import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.MemoryChangedException;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.stage.StreamSide;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.HorizonDecoder;
import io.weir.ingest.transform.Join;
import io.weir.ingest.warehouse.JoinModel.Row;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two streams whose rows are written in pairs, whatever remembers those that have no partner yet. */
abstract class JoinsContract {

    private static final long SECOND = 1_000_000;
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
    private static final StructType ORDERS =
            (StructType) TypeNames.parse("STRUCT(id BIGINT, ordered TIMESTAMP, n BIGINT)");
    private static final StructType PAYMENTS =
            (StructType) TypeNames.parse("STRUCT(order_id BIGINT, paid TIMESTAMP, m BIGINT)");
    private static final Set<Integer> ALL = Set.of(0, 1, 1_000_000, 1_000_001);
    private static final String STATE = "weir.\"join/orders\"";

    @TempDir
    Path folder;

    private final RememberingTarget.Maker maker;
    private RememberingTarget target;
    private RememberingTarget.Worker worker;
    private Map<StreamSide, BatchDecoder> decoders;
    private Join join;
    private long lateness;
    private long idle;
    private Owner owner = Owner.of("orders");

    /** Milliseconds by the workers' clocks. */
    private long now;

    JoinsContract(RememberingTarget.Maker maker) {
        this.maker = maker;
    }

    @BeforeEach
    void begin() throws SQLException {
        target = maker.make(folder, () -> Instant.ofEpochMilli(now));
    }

    @AfterEach
    void end() throws SQLException {
        worker.close();
        target.close();
    }

    private void by(long within, long late, boolean outer) throws SQLException {
        join = new Join(
                new Join.Stream(ORDERS, List.of("id"), "ordered"),
                new Join.Stream(PAYMENTS, List.of("order_id"), "paid"),
                within * SECOND,
                outer);
        lateness = late;
        open();
    }

    private void open() throws SQLException {
        worker = target.open(owner, horizon(StreamSide.LEFT), new JoinedRows(owner, join));
        decoders = decoders(worker);
        worker.sink().claim(ALL);
    }

    private void restart() throws SQLException {
        worker.close();
        open();
    }

    private Horizon horizon(StreamSide side) {
        Join.Stream stream = join.of(side);
        return new Horizon(stream.time(), lateness * SECOND, true, List.of(), null, idle, stream.keys());
    }

    private Map<StreamSide, BatchDecoder> decoders(RememberingTarget.Worker of) throws SQLException {
        Map<StreamSide, BatchDecoder> made = new EnumMap<>(StreamSide.class);
        for (StreamSide side : StreamSide.values()) {
            made.put(side, decoder(of.connection(), horizon(side), join.of(side).columns()));
        }
        return made;
    }

    private BatchDecoder decoder(Connection connection, Horizon horizon, StructType columns) {
        Decoding decoding =
                new Decoding(new JsonFormat(columns), horizon.required(), RowOrder.TRACED, UnknownKeys.DROPPED);
        Decoder records =
                new Decoder(connection, decoding, StructType.EMPTY, folder.resolve("p.json"), folder.resolve("a.json"));
        return new HorizonDecoder(connection, owner, horizon, records, () -> Instant.ofEpochMilli(now));
    }

    private DecodedBatch decode(int partition, String... payloads) throws SQLException {
        return decode(worker, decoders, partition, payloads);
    }

    private DecodedBatch decode(
            RememberingTarget.Worker of, Map<StreamSide, BatchDecoder> by, int partition, String... payloads)
            throws SQLException {
        long from = of.sink().owned().get(partition).sequence() + 1;
        return by.get(StreamSide.of(partition)).decode(StagedRecords.of(folder, partition, from, payloads));
    }

    private void orders(String... payloads) throws SQLException {
        worker.sink().write(decode(0, payloads));
    }

    private void payments(String... payloads) throws SQLException {
        worker.sink().write(decode(1_000_000, payloads));
    }

    private List<String> rows(String sql) throws SQLException {
        return target.rows(worker, sql);
    }

    private static String order(int id, long second, int n) {
        return "{\"id\":" + id + ",\"ordered\":\"" + at(second) + "\",\"n\":" + n + ",\"more\":1}";
    }

    private static String payment(int id, long second, int m) {
        return "{\"order_id\":" + id + ",\"paid\":\"" + at(second) + "\",\"m\":" + m + "}";
    }

    private static String at(long second) {
        return BEGIN.plusSeconds(second).toString().replace("Z", "");
    }

    @Test
    void whicheverComesFirstAPairIsWrittenWithTheOther() throws SQLException {
        by(10, 100, false);

        orders(order(1, 0, 1), order(2, 0, 2));
        payments(payment(1, 10, 1), payment(2, 11, 2), payment(3, 5, 3));
        orders(order(3, 5, 3), order(1, 12, 4));

        assertThat(rows("select id, ordered::varchar, n, order_id, paid::varchar, m from orders order by all"))
                .containsExactly(
                        "1|2026-01-01 00:00:00|1|1|2026-01-01 00:00:10|1",
                        "1|2026-01-01 00:00:12|4|1|2026-01-01 00:00:10|1",
                        "3|2026-01-01 00:00:05|3|3|2026-01-01 00:00:05|3");
        Watermark lefts = worker.sink().watermarks().get(0);
        assertThat(List.of(lefts.sequence(), lefts.written(), lefts.deadLettered(), lefts.filtered()))
                .containsExactly(3L, 4L, 0L, 0L);
    }

    @Test
    void nothingIsLateBeforeBothStreamsWereHeardOf() throws SQLException {
        by(10, 0, false);

        orders(order(1, 0, 1), order(2, 1_000, 2));
        orders(order(3, 5, 3));
        payments(payment(1, 3, 1));

        assertThat(rows("select n, m from orders")).containsExactly("1|1");
        assertThat(rows("select count(*) from " + STATE)).containsExactly("4");
        payments(payment(2, 995, 2), payment(1, 2, 3));
        orders(order(4, 10, 4));

        assertThat(rows("select n, m from orders order by all")).containsExactly("1|1", "2|2");
        assertThat(rows("select \"partition\", sequence, reason from letters order by all"))
                .containsExactly(
                        "0|3|is late: all of before 2026-01-01 00:16:35 was known",
                        "1000000|2|is late: all of before 2026-01-01 00:00:03 was known");
    }

    /** Sets and not rows: what it costs follows neither the size of the batch nor what is remembered. */
    @Test
    void aBatchTakesAsManyStatementsHoweverManyRecordsAndPartnersItHas() throws SQLException {
        by(60, 100, true);
        payments(payment(1, 0, 1));
        orders(order(1, 0, 1));
        try (Statement statement = worker.connection().createStatement()) {
            statement.execute("call enable_logging('QueryLog')");
        }

        long few = statements(() -> orders(order(2, 0, 2)));
        long fewPayments = statements(() -> payments(payment(2, 0, 2)));
        String[] payments =
                IntStream.range(0, 500).mapToObj(id -> payment(id, 0, id)).toArray(String[]::new);
        String[] orders =
                IntStream.range(0, 1_000).mapToObj(id -> order(id, 0, id)).toArray(String[]::new);

        assertThat(few).isPositive();
        // What is remembered is written anew now and then, which is one more.
        assertThat(statements(() -> payments(payments))).isCloseTo(fewPayments, within(2L));
        assertThat(statements(() -> orders(orders))).isCloseTo(few, within(2L));
        assertThat(rows("select count(*) from orders where m is not null").get(0))
                .isEqualTo("506");
    }

    private interface Writing {
        void write() throws SQLException;
    }

    private long statements(Writing writing) throws SQLException {
        String count = "select count(*) from duckdb_logs where type = 'QueryLog'";
        long before = Long.parseLong(QueriedRows.of(worker.connection(), count).get(0));
        writing.write();
        return Long.parseLong(QueriedRows.of(worker.connection(), count).get(0)) - before;
    }

    @Test
    void whatCanHaveNoPartnerAnyMoreIsForgotten() throws SQLException {
        by(10, 5, false);
        orders(order(1, 0, 1), order(2, 20, 2), order(3, 30, 3));
        payments(payment(9, 0, 1), payment(9, 100, 2));
        orders(order(4, 40, 4));

        // All of before 35 is known, so that what happened before 25 has no partner to come.
        assertThat(rows("select coalesce(n, m) from " + STATE + " order by 1")).containsExactly("2", "3", "4");
        restart();
        payments(payment(3, 40, 3), payment(2, 30, 4));

        assertThat(rows("select n, m from orders")).containsExactly("3|3");
    }

    @Test
    void aRecordWithoutKeyOrTimeIsALetter() throws SQLException {
        by(10, 5, false);

        orders("{\"id\":null,\"ordered\":\"2026-01-01 00:00:00\",\"n\":1}", "{\"id\":1,\"n\":1}");
        payments("{\"order_id\":1,\"paid\":\"infinity\",\"m\":1}");

        assertThat(rows("select \"partition\", sequence from letters order by all"))
                .containsExactly("0|0", "0|1", "1000000|0");
    }

    @Test
    void aResetForgets() throws SQLException {
        by(10, 5, false);
        orders(order(1, 0, 1));
        payments(payment(2, 100, 1));
        worker.close();
        owner = new Owner("orders", Generations.FIRST.next(Instant.ofEpochMilli(5)));
        open();

        payments(payment(1, 0, 2));
        orders(order(2, 100, 2), order(1, 1, 3));

        assertThat(rows("select n, m from orders")).containsExactly("3|2");
        assertThat(rows("select count(*) from letters")).containsExactly("0");
    }

    @Test
    void aLeftRowWithoutPartnerIsWrittenOnceNoneCanCome() throws SQLException {
        by(10, 0, true);
        orders(order(1, 0, 1), order(2, 5, 2), order(3, 11, 3));
        payments(payment(2, 0, 1), payment(7, 10, 2));
        orders(order(4, 12, 4));
        assertThat(rows("select n, m from orders order by all")).containsExactly("2|1");

        payments(payment(8, 11, 3));
        assertThat(rows("select n, m, paid is null from orders order by all"))
                .containsExactly("1|null|true", "2|1|false");
        restart();
        // A partner that is remembered long enough for it to be known that the left one had it.
        payments(payment(9, 40, 4));
        orders(order(5, 41, 5));

        assertThat(rows("select n, m from orders order by all")).containsExactly("1|null", "2|1", "3|null", "4|null");
    }

    /** The mark moves though no row is kept: what is known by it must be written before it is forgotten. */
    @Test
    void whatIsKnownByAClockAloneIsWrittenThoughNothingIsKept() throws SQLException {
        idle = 60_000;
        by(10, 0, true);
        orders(order(1, 0, 1));
        payments(payment(2, 100, 1));
        now = 30_000;
        payments(payment(3, 101, 2));
        now = 60_000;
        payments(payment(4, -5, 3));
        restart();
        payments(payment(5, 300, 4));

        assertThat(rows("select n, m from orders where n = 1")).containsExactly("1|null");
        assertThat(rows("select sequence from letters")).containsExactly("2");
    }

    private static String json(int partition, Row row) {
        return StreamSide.of(partition) == StreamSide.LEFT
                ? order(row.id(), row.second(), row.number())
                : payment(row.id(), row.second(), row.number());
    }

    private static String[] json(int partition, List<Row> rows) {
        return rows.stream().map(row -> json(partition, row)).toArray(String[]::new);
    }

    private static List<Row> some(Random random, int batch) {
        List<Row> rows = new ArrayList<>();
        for (int index = random.nextInt(6); index >= 0; index--) {
            rows.add(new Row(random.nextInt(5), Math.max(0, batch + random.nextInt(25) - 12), random.nextInt(1 << 30)));
        }
        return rows;
    }

    /** Whatever the batches, in whatever order they come, late or not, and whoever dies before or after a commit. */
    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "4,true", "5,true"})
    void pairsAreThoseOfAllRowsThatAreNotLate(long seed, boolean outer) throws SQLException {
        by(7, 6, outer);
        Random random = new Random(seed);
        JoinModel model = new JoinModel(join, lateness);
        int[] partitions = {0, 1, 1_000_000, 1_000_001};
        int deaths = 0;
        for (int batch = 0; batch < 150; batch++) {
            int partition = partitions[random.nextInt(4)];
            List<Row> rows = some(random, batch);
            DecodedBatch decoded = decode(partition, json(partition, rows));
            if (random.nextInt(6) > 0) {
                worker.sink().write(decoded);
            } else {
                deaths++;
                target.dies(worker.sink(), decoded, random);
                restart();
                if (worker.sink().owned().get(partition).sequence()
                        < decoded.staged().lastSequences().get(partition)) {
                    continue;
                }
            }
            model.take(partition, rows);
        }
        List<Row> last = List.of(new Row(9, 200, 0));
        worker.sink().write(decode(0, json(0, last)));
        model.take(0, last);

        assertThat(deaths).isGreaterThan(10);
        assertThat(model.late()).isPositive();
        assertThat(rows("select n, m from orders")).containsExactlyInAnyOrderElementsOf(model.rows());
        assertThat(rows("select count(*) from " + STATE)).containsExactly(Long.toString(model.kept()));
        assertThat(rows("select count(*) from letters")).containsExactly(Long.toString(model.late()));
    }

    /** Each has a stream, and a batch in hand when the other writes: neither must miss the other's rows. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void ofTwoWorkersNeitherMissesTheOthersRows(boolean outer) throws SQLException {
        by(7, 1_000, outer);
        Random random = new Random(7);
        JoinModel model = new JoinModel(join, lateness);
        int overtaken = 0;
        try (RememberingTarget.Worker other =
                target.open(owner, horizon(StreamSide.LEFT), new JoinedRows(owner, join))) {
            Map<StreamSide, BatchDecoder> others = decoders(other);
            other.sink().claim(Set.of(1_000_000));
            for (int round = 0; round < 40; round++) {
                List<Row> mine = some(random, round);
                List<Row> theirs = some(random, round);
                DecodedBatch lefts = decode(0, json(0, mine));
                DecodedBatch rights = decode(other, others, 1_000_000, json(1_000_000, theirs));
                if (random.nextBoolean()) {
                    overtaken += write(worker, decoders, lefts, 0, mine);
                    overtaken += write(other, others, rights, 1_000_000, theirs);
                } else {
                    overtaken += write(other, others, rights, 1_000_000, theirs);
                    overtaken += write(worker, decoders, lefts, 0, mine);
                }
                model.take(0, mine);
                model.take(1_000_000, theirs);
            }
        }

        assertThat(overtaken).isBetween(40, 80);
        assertThat(rows("select n, m from orders")).containsExactlyInAnyOrderElementsOf(model.rows());
    }

    /** How often what the other did had to be learnt before. */
    private int write(
            RememberingTarget.Worker of,
            Map<StreamSide, BatchDecoder> by,
            DecodedBatch batch,
            int partition,
            List<Row> rows)
            throws SQLException {
        try {
            of.sink().write(batch);
            return 0;
        } catch (MemoryChangedException changed) {
            return 1 + write(of, by, decode(of, by, partition, json(partition, rows)), partition, rows);
        }
    }
}
