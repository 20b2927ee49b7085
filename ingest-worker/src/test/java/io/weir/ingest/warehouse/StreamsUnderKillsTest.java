package io.weir.ingest.warehouse;

import static io.weir.ingest.warehouse.KilledEvents.COLUMNS;
import static io.weir.ingest.warehouse.KilledEvents.LATENESS;
import static io.weir.ingest.warehouse.KilledEvents.LIMITS;
import static io.weir.ingest.warehouse.KilledEvents.SECOND;
import static io.weir.ingest.warehouse.KilledEvents.SIZE;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.UnknownKeys;
import io.weir.ingest.sink.LetterCursor;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.Stage;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.transform.FixedWindows;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.HorizonDecoder;
import io.weir.ingest.transform.NoForeignTables;
import io.weir.ingest.transform.Reference;
import io.weir.ingest.transform.References;
import io.weir.ingest.transform.Transform;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.ingest.transform.TransformedDecoder;
import io.weir.ingest.transform.Windows;
import io.weir.ingest.transform.Windows.Aggregate;
import io.weir.ingest.warehouse.KilledEvents.Event;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that remembers keys, adds up windows, makes pairs, looks records up, and brings letters back is killed again and again, and what it knows is
 * always what it has written.
 */
class StreamsUnderKillsTest {

    private static final int BATCH = 25;
    private static final List<Event> EVENTS = KilledEvents.every(1);

    @TempDir
    Path folder;

    @Test
    void whatIsKnownOfKeysWindowsAndLettersIsWhatIsWrittenHoweverOftenTheWriterIsKilled() throws Exception {
        int kills = 0;
        // The last of them while letters come back.
        for (int batches : new int[] {4, 13, 39, 60, 85, 2, 3}) {
            kills += KilledWriter.run(Writer.class, folder, batches) ? 1 : 0;
        }
        KilledWriter.run(Writer.class, folder, Integer.MAX_VALUE);

        assertThat(kills).isPositive();
        try (Warehouse warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
                Connection connection = warehouse.connect()) {
            assertThat(QueriedRows.of(connection, "select id, n from firsts order by id"))
                    .containsExactlyElementsOf(KilledEvents.firsts(EVENTS));
            assertThat(QueriedRows.of(
                            connection,
                            "select (epoch(window_start) - epoch(timestamp '2026-01-01'))::bigint // 10, sum(total)"
                                    + " from sums group by 1 order by 1"))
                    .containsExactlyElementsOf(KilledEvents.sums(EVENTS));
            assertThat(QueriedRows.of(connection, "select n, m from pairs"))
                    .containsExactlyInAnyOrderElementsOf(KilledJoin.expected());
            assertThat(QueriedRows.of(connection, "select n, coalesce(name, 'nobody') from looked order by n"))
                    .containsExactlyElementsOf(EVENTS.stream()
                            .filter(event -> event.n() % 7 != 0)
                            .map(event -> event.n() + "|" + (event.id() % 2 == 0 ? "name " + event.id() : "nobody"))
                            .toList());
            assertThat(QueriedRows.of(connection, "select count(*), count(distinct id), sum(id) from mended"))
                    .containsExactly(EVENTS.size() + "|" + EVENTS.size() + "|" + SIZE * (SIZE + 1) / 2);
            assertThat(QueriedRows.of(connection, "select count(*) from weir.dead_letter"))
                    .containsExactly("0");
            assertThat(
                            QueriedRows.of(
                                    connection,
                                    "select pipeline, sequence, written + filtered, dead_lettered from weir.watermark order by 1"))
                    .containsExactly(
                            "firsts|" + SIZE + "|" + (SIZE + 1) + "|0",
                            "looked|" + SIZE + "|" + (SIZE + 1) + "|0",
                            "mended|" + SIZE + "|" + (SIZE + 1) + "|0",
                            "pairs|" + SIZE + "|" + (SIZE + 1) + "|0",
                            "pairs|" + SIZE + "|" + (SIZE + 1) + "|0",
                            "sums|" + SIZE + "|" + (SIZE + 1) + "|0");
        }
    }

    /** Writes what is missing to five tables in turn, and brings back what could not be a row of one. */
    static final class Writer {

        private final Path folder;
        private final Warehouse warehouse;
        private final Connection connection;
        private int decoders;

        private Writer(Path folder, Warehouse warehouse, Connection connection) {
            this.folder = folder;
            this.warehouse = warehouse;
            this.connection = connection;
        }

        public static void main(String[] folder) throws Exception {
            Path home = Path.of(folder[0]);
            try (Warehouse warehouse = Warehouse.open(home.resolve("w.duckdb"), LIMITS);
                    Connection connection = warehouse.connect()) {
                new Writer(home, warehouse, connection).write();
            }
        }

        private void write() throws Exception {
            Horizon first = new Horizon("at", 100_000 * SECOND, true, List.of("id"), null, 0);
            Windows windows = new FixedWindows(
                    10 * SECOND,
                    10 * SECOND,
                    List.of("shop"),
                    List.of(new Aggregate("total", Windows.Function.SUM, "n")));
            Horizon window = new Horizon("at", LATENESS * SECOND, true, List.of(), windows, 0);
            Owner sums = Owner.of("sums");
            RowWriter windowed = new WindowedRows(sums, window, windows, TypesOfWindows.of(windows, COLUMNS));
            try (WarehouseSink firsts = sink("firsts", new AppendedRows());
                    WarehouseSink totals = sink("sums", windowed);
                    WarehouseSink looked = sink("looked", new AppendedRows());
                    WarehouseSink mended = sink("mended", new AppendedRows());
                    WarehouseSink pairs = new WarehouseSink(warehouse, KilledJoin.OWNER, "pairs", KilledJoin.rows())) {
                KilledJoin joined = new KilledJoin(folder, warehouse.connect(), pairs);
                BatchDecoder byKey = horizon(Owner.of("firsts"), first);
                BatchDecoder byTime = horizon(sums, window);
                BatchDecoder looking = looking();
                StructType numbers = (StructType) TypeNames.parse("STRUCT(id BIGINT, n BIGINT)");
                BatchDecoder strict = decoder(warehouse.connect(), numbers, List.of());
                boolean more = true;
                while (more) {
                    more = next(firsts, byKey, false)
                            | next(totals, byTime, false)
                            | next(looked, looking, false)
                            | next(mended, strict, true)
                            | joined.next();
                }
            }
            bringBack();
        }

        private WarehouseSink sink(String name, RowWriter writer) throws SQLException {
            WarehouseSink sink = new WarehouseSink(warehouse, Owner.of(name), name, writer);
            sink.claim(Set.of(0));
            return sink;
        }

        private BatchDecoder horizon(Owner owner, Horizon horizon) throws SQLException {
            Connection own = warehouse.connect();
            return new HorizonDecoder(
                    own, owner, horizon, decoder(own, COLUMNS, horizon.required()), InstantSource.system());
        }

        /** Of whom half is known, in a table that is there as a whole or not at all. */
        private BatchDecoder looking() throws SQLException, TransformRefusedException {
            Connection own = warehouse.connect();
            try (Statement statement = own.createStatement()) {
                statement.execute(
                        "create table if not exists people as select range * 2 as id, 'name ' || range * 2 as name"
                                + " from range(" + SIZE + ")");
            }
            StructType name = (StructType) TypeNames.parse("STRUCT(name VARCHAR)");
            Transform transform = Transform.of(
                    "SELECT id, n, who.name AS name FROM input WHERE n % 7 <> 0",
                    COLUMNS.evolve(new StructType(Map.of("who", name))));
            return new TransformedDecoder(
                    own,
                    new JsonFormat(COLUMNS),
                    new References(
                            own,
                            List.of(new Reference("who", null, "people", Map.of("id", "id"), name)),
                            NoForeignTables::open),
                    transform,
                    RequiredColumns.NONE,
                    false,
                    folder.resolve("lookp.json"),
                    folder.resolve("looka.json"));
        }

        private BatchDecoder decoder(Connection own, StructType columns, List<String> required) {
            String name = "d" + decoders++;
            return new Decoder(
                    own,
                    new Decoding(new JsonFormat(columns), required, RowOrder.TRACED, UnknownKeys.DROPPED),
                    columns,
                    folder.resolve(name + "p.json"),
                    folder.resolve(name + "a.json"));
        }

        /** Whether there was something left. */
        private boolean next(WarehouseSink sink, BatchDecoder decoder, boolean broken) throws SQLException {
            int from = (int) sink.owned().get(0).sequence() + 1;
            List<Event> batch = EVENTS.subList(from, Math.min(EVENTS.size(), from + BATCH));
            if (batch.isEmpty()) {
                return false;
            }
            String[] payloads = batch.stream()
                    .map(broken ? Event::perhapsBroken : Event::json)
                    .toArray(String[]::new);
            sink.write(decoder.decode(StagedRecords.of(folder, 0, from, payloads)));
            System.out.println("written");
            return true;
        }

        private void bringBack() throws Exception {
            Owner owner = Owner.of("mended");
            BatchDecoder lenient = decoder(connection, (StructType) TypeNames.parse("STRUCT(id BIGINT)"), List.of());
            Path staging = Files.createTempDirectory(folder, "staging");
            try (StagedFiles files = StagedFiles.open(staging);
                    StagingFolder stages = StagingFolder.open(staging, files)) {
                boolean more = true;
                while (more) {
                    LetterCursor cursor = new LetterCursor(connection, "weir.dead_letter", owner, false, -1, -1);
                    WarehouseLetterReplay replay = new WarehouseLetterReplay(
                            connection,
                            warehouse,
                            owner,
                            WrittenTables.of("mended", new AppendedRows()),
                            cursor,
                            List.of());
                    Stage stage = stages.nextStage(StagingFolder.buffer());
                    more = cursor.take(7, 1 << 20, stage) > 0;
                    if (more) {
                        try (StagedBatch batch = stage.seal()) {
                            replay.claim(Set.of(0));
                            replay.write(lenient.decode(batch));
                        }
                        System.out.println("written");
                    } else {
                        stage.close();
                    }
                }
            }
        }
    }
}
