package io.weir.ingest.warehouse;

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
import io.weir.ingest.transform.Windows;
import io.weir.ingest.transform.Windows.Aggregate;
import io.weir.ingest.transform.Windows.Function;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Records that are looked at together, whatever remembers them. */
abstract class RememberedContract {

    static final WarehouseLimits LIMITS = new WarehouseLimits("256MB", 2, "16MB");
    static final long SECOND = 1_000_000;
    static final StructType COLUMNS =
            (StructType) TypeNames.parse("STRUCT(id BIGINT, shop VARCHAR, \"at\" TIMESTAMP, n BIGINT)");
    static final List<Aggregate> AGGREGATES = List.of(
            new Aggregate("orders", Function.COUNT, null),
            new Aggregate("total", Function.SUM, "n"),
            new Aggregate("ids", Function.COUNT_DISTINCT, "id"));

    @TempDir
    Path folder;

    /** Milliseconds by the worker's clock. */
    long now;

    private final RememberingTarget.Maker maker;
    private RememberingTarget target;
    private RememberingTarget.Worker worker;
    private BatchDecoder decoder;
    private Horizon horizon;
    private Owner owner;
    private long next;

    RememberedContract(RememberingTarget.Maker maker) {
        this.maker = maker;
    }

    final RememberingTarget target() {
        return target;
    }

    @BeforeEach
    void begin() throws SQLException {
        target = maker.make(folder, clock());
    }

    @AfterEach
    void end() throws SQLException {
        worker.close();
        target.close();
    }

    void by(Horizon wanted) throws SQLException {
        by(wanted, Owner.of("orders"));
    }

    /** A worker that nobody writes besides. */
    void by(Horizon wanted, Owner of) throws SQLException {
        horizon = wanted;
        owner = of;
        worker = target.open(owner, horizon, writer(horizon));
        decoder = decoder(worker.connection());
        next = sink().claim(Set.of(0, 1)).get(0).sequence() + 1;
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
                        sink().columns(),
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

    /** A batch in hand. */
    DecodedBatch decode(int partition, long from, String... payloads) throws SQLException {
        return decoder.decode(StagedRecords.of(folder, partition, from, payloads));
    }

    /** Another worker goes on. */
    void restart() throws SQLException {
        worker.close();
        by(horizon, owner);
    }

    /** A reset, and another worker. */
    void reset() throws SQLException {
        worker.close();
        by(horizon, new Owner("orders", Generations.FIRST.next(Instant.ofEpochMilli(5))));
    }

    Sink sink() {
        return worker.sink();
    }

    Connection connection() {
        return worker.connection();
    }

    /** The sequence of the next record of partition 0. */
    long next() {
        return next;
    }

    List<String> rows(String sql) throws SQLException {
        return target.rows(worker, sql);
    }

    /** Has a batch not be written, as who writes it dies, or was overtaken. */
    void dies(DecodedBatch batch) throws SQLException {
        target.dies(sink(), batch);
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

    Watermark counts(long records, long written, long letters, long filtered) throws SQLException {
        Watermark now = sink().watermarks().get(0);
        return new Watermark(
                now.epoch(),
                records - 1,
                written,
                letters,
                filtered,
                now.bytes(),
                now.batches(),
                now.broken(),
                now.branches());
    }

    static String order(int id, long second, int n) {
        return "{\"id\":" + id + ",\"shop\":\"s1\",\"at\":\""
                + Instant.parse("2026-01-01T00:00:00Z")
                        .plusSeconds(second)
                        .toString()
                        .replace("Z", "") + "\",\"n\":" + n + "}";
    }

    void write(String... payloads) throws SQLException {
        sink().write(decode(payloads));
    }

    void write(int partition, long[] sequences, List<String> records) throws SQLException {
        sink().write(decode(partition, sequences[partition], records.toArray(String[]::new)));
        sequences[partition] += records.size();
    }

    DecodedBatch decode(String... payloads) throws SQLException {
        long first = next;
        next += payloads.length;
        return decoder.decode(StagedRecords.of(folder, 0, first, payloads));
    }
}
