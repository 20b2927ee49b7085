package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.warehouse.Histories.Event;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that keeps the latest record of each key in one table (UPSERT), and in another one takes deletions at their word (CDC), is
 * killed again and again. After each kill both have what the records up to their watermarks make of them, though many come late.
 */
class MergedUnderKillsTest {

    private static final int BATCH = 25;
    private static final WarehouseLimits LIMITS = new WarehouseLimits("256MB", 2, "16MB");
    private static final List<Event> EVENTS = Histories.random(new Random(4711), 800);
    private static final String UPSERTED = "upserted";
    private static final String CHANGED = "changed";

    @TempDir
    Path folder;

    @Test
    void bothTablesHaveTheLatestOfEachKeyHoweverOftenTheirWriterIsKilled() throws Exception {
        int kills = 0;
        for (int batches : new int[] {1, 12, 5, 20}) {
            kills += KilledWriter.run(Writer.class, folder, batches) ? 1 : 0;
            requireLatest();
        }
        for (int batch : new int[] {1, 2}) {
            KilledWriter.runIntoAdvance(Writer.class, folder, batch);
            requireLatest();
        }
        KilledWriter.run(Writer.class, folder, Integer.MAX_VALUE);

        assertThat(kills).isPositive();
        assertThat(requireLatest()).isEqualTo(2L * EVENTS.size());
    }

    /** Compares the tables with what they must have of the records up to their watermarks, and says how many these are. */
    private long requireLatest() throws SQLException {
        try (Warehouse warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
                Connection connection = warehouse.connect()) {
            return requireLatest(warehouse, connection, UPSERTED, null)
                    + requireLatest(warehouse, connection, CHANGED, "gone");
        }
    }

    private static long requireLatest(Warehouse warehouse, Connection connection, String table, String deletion)
            throws SQLException {
        try (WarehouseSink sink = sink(warehouse, table, deletion)) {
            Watermark mark = sink.watermarks().getOrDefault(0, Watermark.START);
            long read = mark.sequence() + 1;
            List<Event> events = EVENTS.subList(0, (int) read);
            assertThat(rows(connection, table)).as(table).isEqualTo(model(events, deletion != null));
            assertThat(mark.written()).as(table).isEqualTo(read);
            return read;
        }
    }

    private static List<String> rows(Connection connection, String table) throws SQLException {
        List<String> present =
                QueriedRows.of(connection, "select 1 from duckdb_tables() where table_name = '" + table + "'");
        return present.isEmpty()
                ? List.of()
                : QueriedRows.of(connection, "select id, region, \"at\", v from " + table + " order by id, region");
    }

    /** The last event of each key; among those that happened at once the one that was read last. */
    private static List<String> model(List<Event> read, boolean deleting) {
        Map<String, Event> keys = new TreeMap<>();
        read.forEach(event -> keys.merge(event.key(), event, (known, next) -> next.at() >= known.at() ? next : known));
        return keys.values().stream()
                .filter(event -> !deleting || event.value() != null)
                .sorted((one, other) -> one.id() == other.id()
                        ? one.region().compareTo(other.region())
                        : Integer.compare(one.id(), other.id()))
                .map(event -> event.key() + "|" + event.at() + "|" + event.value())
                .toList();
    }

    private static WarehouseSink sink(Warehouse warehouse, String table, String deletion) throws SQLException {
        return new WarehouseSink(
                warehouse, Owner.of(table), table, new MergedRows(table, Histories.KEYS, "at", deletion));
    }

    /** Writes what is missing in both tables, one batch to each in turn. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] folder) throws SQLException {
            try (Warehouse warehouse = Warehouse.open(Path.of(folder[0]).resolve("w.duckdb"), LIMITS);
                    Connection connection = DyingConnection.of(warehouse.connect());
                    WarehouseSink upserted = sink(warehouse, UPSERTED, null);
                    WarehouseSink changed = sink(warehouse, CHANGED, "gone")) {
                upserted.claim(Set.of(0));
                changed.claim(Set.of(0));
                BatchDecoder decoder = decoder(connection, Path.of(folder[0]));
                while (next(upserted) < EVENTS.size() || next(changed) < EVENTS.size()) {
                    write(upserted, decoder, Path.of(folder[0]));
                    write(changed, decoder, Path.of(folder[0]));
                }
            }
        }

        private static BatchDecoder decoder(Connection connection, Path folder) {
            return new Decoder(
                    connection,
                    new Decoding(JsonFormat.INFERRED, List.of("id", "region", "at"), RowOrder.READ),
                    StructType.EMPTY,
                    folder.resolve("p.json"),
                    folder.resolve("a.json"));
        }

        private static int next(WarehouseSink sink) {
            return (int) sink.owned().get(0).sequence() + 1;
        }

        private static void write(WarehouseSink sink, BatchDecoder decoder, Path folder) throws SQLException {
            int from = next(sink);
            List<Event> batch = EVENTS.subList(from, Math.min(EVENTS.size(), from + BATCH));
            if (!batch.isEmpty()) {
                String[] payloads = batch.stream().map(Event::json).toArray(String[]::new);
                DecodedBatch decoded = decoder.decode(StagedRecords.of(folder, 0, from, payloads));
                // The one before is. Said here, it has the next one killed within its transaction.
                System.out.println("written");
                sink.write(decoded);
            }
        }
    }
}
