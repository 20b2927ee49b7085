package io.weir.ingest.warehouse;

import static io.weir.ingest.warehouse.KilledEvents.COLUMNS;
import static io.weir.ingest.warehouse.KilledEvents.LIMITS;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RequiredColumns;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.transform.Branch;
import io.weir.ingest.transform.NoForeignTables;
import io.weir.ingest.transform.References;
import io.weir.ingest.transform.Transform;
import io.weir.ingest.transform.TransformRefusedException;
import io.weir.ingest.transform.TransformedDecoder;
import io.weir.ingest.warehouse.KilledEvents.Event;
import io.weir.support.tracing.Spans;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that writes three tables of the same records is killed again and again, and none of them is ever further than the others. */
class BranchesUnderKillsTest {

    private static final int BATCH = 10;
    private static final List<Event> EVENTS = KilledEvents.every(1);

    @TempDir
    Path folder;

    @Test
    void allTablesHaveTheSameRecordsHoweverOftenTheWriterIsKilled() throws Exception {
        int kills = 0;
        for (int batches : new int[] {1, 4, 9, 2, 7}) {
            kills += KilledWriter.run(Writer.class, folder, batches) ? 1 : 0;
            requireSame();
        }
        KilledWriter.runIntoAdvance(Writer.class, folder, 2);
        requireSame();
        KilledWriter.run(Writer.class, folder, Integer.MAX_VALUE);

        assertThat(kills).isPositive();
        assertThat(requireSame()).isEqualTo(EVENTS.size());
    }

    /** Compares the tables with what they must have of the records up to the watermark, and says how many these are. */
    private int requireSame() throws SQLException {
        try (Warehouse warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
                Connection connection = warehouse.connect()) {
            int held = Integer.parseInt(QueriedRows.of(connection, "select sequence + 1 from weir.watermark")
                    .get(0));
            List<Event> events = EVENTS.subList(0, held);
            Map<Integer, Integer> latest = new TreeMap<>();
            events.stream().filter(Writer::isSound).forEach(event -> latest.put(event.id(), event.n()));
            assertThat(QueriedRows.of(connection, "select n from events order by n"))
                    .containsExactlyElementsOf(numbers(events, 1, 0));
            assertThat(QueriedRows.of(connection, "select n from odd order by n"))
                    .containsExactlyElementsOf(numbers(events, 2, 1));
            assertThat(QueriedRows.of(connection, "select id, n from latest order by id"))
                    .containsExactlyElementsOf(latest.entrySet().stream()
                            .map(row -> row.getKey() + "|" + row.getValue())
                            .toList());
            assertThat(
                            QueriedRows.of(
                                    connection,
                                    "select sequence from weir.dead_letter where reason like 'branch odd: %' order by sequence"))
                    .containsExactlyElementsOf(events.stream()
                            .filter(event -> !Writer.isSound(event))
                            .map(event -> String.valueOf(event.n()))
                            .toList());
            return held;
        }
    }

    private static List<String> numbers(List<Event> events, int divisor, int rest) {
        return events.stream()
                .filter(Writer::isSound)
                .filter(event -> event.n() % divisor == rest)
                .map(event -> String.valueOf(event.n()))
                .toList();
    }

    /** Writes what is missing. */
    static final class Writer {

        private Writer() {}

        /** The others cannot be a row of one of the tables. */
        static boolean isSound(Event event) {
            return event.n() % 50 != 49;
        }

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            try (Warehouse warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
                    Connection connection = DyingConnection.of(warehouse.connect());
                    WarehouseSink sink = new WarehouseSink(
                            warehouse,
                            Owner.of("branches"),
                            new WrittenTables(
                                    new WrittenTable("events", new AppendedRows()),
                                    List.of(
                                            new WrittenTable("odd", new AppendedRows()),
                                            new WrittenTable(
                                                    "latest",
                                                    new MergedRows("branches//latest", List.of("id"), null, null)))),
                            Optional.empty(),
                            Spans.OFF)) {
                BatchDecoder decoder = decoder(connection, folder);
                int next = (int) sink.claim(Set.of(0)).get(0).sequence() + 1;
                while (next < EVENTS.size()) {
                    List<Event> batch = EVENTS.subList(next, Math.min(EVENTS.size(), next + BATCH));
                    String[] payloads = batch.stream().map(Event::json).toArray(String[]::new);
                    sink.write(decoder.decode(StagedRecords.of(folder, 0, next, payloads)));
                    System.out.println("written");
                    next += batch.size();
                }
            }
        }

        private static BatchDecoder decoder(Connection connection, Path folder)
                throws SQLException, TransformRefusedException {
            return new TransformedDecoder(
                    connection,
                    new JsonFormat(COLUMNS),
                    new References(connection, List.of(), NoForeignTables::open),
                    Transform.of("select id, n from input", COLUMNS),
                    RequiredColumns.NONE,
                    List.of(
                            new Branch(
                                    "odd",
                                    Transform.of(
                                            "select case when n % 50 = 49 then shop::int else n end as n from input"
                                                    + " where n % 2 = 1",
                                            COLUMNS),
                                    RequiredColumns.NONE),
                            new Branch(
                                    "latest",
                                    Transform.of("select id, n from input", COLUMNS),
                                    RequiredColumns.keys(List.of("id")))),
                    true,
                    folder.resolve("p.json"),
                    folder.resolve("a.json"));
        }
    }
}
