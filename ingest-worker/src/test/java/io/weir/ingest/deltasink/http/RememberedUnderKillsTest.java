package io.weir.ingest.deltasink.http;

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
import io.weir.ingest.decode.Sql;
import io.weir.ingest.deltasink.BranchTable;
import io.weir.ingest.deltasink.DeltaSink;
import io.weir.ingest.deltasink.DeltaTables;
import io.weir.ingest.deltasink.TableLayout;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.stage.StreamSide;
import io.weir.ingest.transform.Branch;
import io.weir.ingest.transform.FixedWindows;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.HorizonDecoder;
import io.weir.ingest.transform.NoForeignTables;
import io.weir.ingest.transform.References;
import io.weir.ingest.transform.SessionWindows;
import io.weir.ingest.transform.Transform;
import io.weir.ingest.transform.TransformedDecoder;
import io.weir.ingest.transform.Windows;
import io.weir.ingest.transform.Windows.Aggregate;
import io.weir.ingest.warehouse.GatheredRows;
import io.weir.ingest.warehouse.KilledEvents;
import io.weir.ingest.warehouse.KilledEvents.Event;
import io.weir.ingest.warehouse.KilledJoin;
import io.weir.ingest.warehouse.KilledWriter;
import io.weir.ingest.warehouse.TypesOfWindows;
import io.weir.ingest.warehouse.Warehouse;
import io.weir.ingest.warehouse.WindowedRows;
import io.weir.ingest.warehouse.WorkingMemory;
import io.weir.metadata.MetadataService;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import io.weir.support.tracing.Spans;
import io.weir.test.TestDatabase;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** Processes that write to Delta tables of the metadata service itself, and remember or write two at once, are killed again and again. */
class RememberedUnderKillsTest {

    /** So few that files of what is remembered are replaced, too. */
    private static final int BATCH = 5;

    private static final List<Event> EVENTS = KilledEvents.every(3);

    @TempDir
    Path folder;

    @Test
    void whatIsRememberedIsWhatIsWrittenHoweverOftenTheWriterIsKilled() throws Exception {
        try (TestDatabase database = TestDatabase.create("metadata")) {
            List<String> arguments = new ArrayList<>(List.of(database.arguments()));
            arguments.add("--server.port=0");
            arguments.add("--weir.data-dir=" + folder);
            try (ConfigurableApplicationContext service =
                    MetadataService.application().run(arguments.toArray(String[]::new))) {
                String port = service.getEnvironment().getProperty("local.server.port");
                Files.writeString(folder.resolve("address"), "http://127.0.0.1:" + port);
                int kills = 0;
                for (int batches : new int[] {14, 83, 109, 1, 57, 12}) {
                    kills += KilledWriter.run(Writer.class, folder, batches) ? 1 : 0;
                }
                KilledWriter.run(Writer.class, folder, Integer.MAX_VALUE);

                assertThat(kills).isPositive();
                requireAll();
                DeltaTables tables = tables(folder);
                for (String state : List.of("sums_sums_state", "visits_visits_state", "pairs_pairs_state")) {
                    // Each batch has added something.
                    assertThat(tables.files(tables.find(state).orElseThrow()))
                            .as(state)
                            .hasSizeBetween(1, 64);
                }
            }
        }
    }

    private void requireAll() throws Exception {
        Map<Integer, List<Long>> visits = new TreeMap<>();
        EVENTS.subList(0, SIZE).forEach(event -> visits.computeIfAbsent(event.n() % 3, any -> new ArrayList<>())
                .add(event.second()));
        assertThat(rows("firsts", "id, n", "")).containsExactlyElementsOf(KilledEvents.firsts(EVENTS));
        assertThat(rows("pairs", "n, m", "")).containsExactlyInAnyOrderElementsOf(KilledJoin.expected());
        assertThat(rows("sums", "(epoch(window_start) - epoch(timestamp '2026-01-01'))::bigint // 10, sum(total)", "1"))
                .containsExactlyElementsOf(KilledEvents.sums(EVENTS));
        assertThat(rows("visits", "shop, (epoch(window_start) - epoch(timestamp '2026-01-01'))::bigint, orders", ""))
                .containsExactlyElementsOf(sessions(visits));
        assertThat(rows("events", "n", "")).containsExactlyElementsOf(numbers(1, 0));
        assertThat(rows("odd", "n", "")).containsExactlyElementsOf(numbers(2, 1));
        try (DeltaSink sink = Writer.branched(tables(folder))) {
            assertThat(sink.claim(Set.of(0)).get(0).written()).isEqualTo(SIZE + 1);
        }
        for (String pipeline : List.of("firsts", "sums", "visits", "pairs")) {
            try (Warehouse warehouse = Warehouse.inMemory(LIMITS, folder.resolve("checked"));
                    Connection connection = warehouse.connect();
                    DeltaSink sink = Writer.sink(tables(folder), pipeline, connection)) {
                Watermark watermark = sink.claim(Set.of(0)).get(0);
                assertThat(watermark.sequence()).isEqualTo(SIZE);
                assertThat(watermark.written() + watermark.filtered()).isEqualTo(SIZE + 1);
                assertThat(watermark.deadLettered()).isZero();
            }
        }
    }

    private static List<String> numbers(int divisor, int rest) {
        return EVENTS.stream()
                .map(Event::n)
                .filter(n -> n % divisor == rest)
                .map(String::valueOf)
                .toList();
    }

    private static List<String> sessions(Map<Integer, List<Long>> visits) {
        List<String> sessions = new ArrayList<>();
        visits.forEach((shop, seconds) -> {
            seconds.sort(null);
            int first = 0;
            for (int index = 1; index <= seconds.size(); index++) {
                if (index == seconds.size() || seconds.get(index) - seconds.get(index - 1) >= 12) {
                    sessions.add("s" + shop + "|" + seconds.get(first) + "|" + (index - first));
                    first = index;
                }
            }
        });
        return sessions;
    }

    private List<String> rows(String table, String columns, String group) throws Exception {
        DeltaTables tables = tables(folder);
        String files = tables.files(tables.find(table).orElseThrow()).stream()
                .map(file -> Sql.text(file.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return QueriedRows.of(
                    connection,
                    "select " + columns + " from read_parquet(" + files + ", union_by_name = true)"
                            + (group.isEmpty() ? "" : " group by " + group) + " order by all");
        }
    }

    private static DeltaTables tables(Path folder) throws Exception {
        URI address = URI.create(Files.readString(folder.resolve("address")));
        return new HttpDeltaTables(
                new ServiceLocations(address, address, address, address),
                ServiceIdentity.silent(),
                new Dependencies(DependencySettings.DEFAULTS),
                Spans.OFF);
    }

    /** Writes what is missing to the tables of five pipelines in turn. */
    static final class Writer {

        private final Path folder;
        private final DeltaTables tables;

        private Writer(Path folder) throws Exception {
            this.folder = folder;
            this.tables = tables(folder);
        }

        public static void main(String[] folder) throws Exception {
            new Writer(Path.of(folder[0])).write();
        }

        private void write() throws Exception {
            try (Warehouse one = memory("firsts");
                    Warehouse two = memory("sums");
                    Warehouse three = memory("visits");
                    Warehouse four = memory("pairs");
                    Warehouse five = memory("events")) {
                Connection decoding = four.connect();
                KilledJoin pairs = new KilledJoin(folder, decoding, sink(tables, "pairs", decoding));
                List<Pipeline> pipelines = List.of(
                        pipeline("firsts", one), pipeline("sums", two), pipeline("visits", three), branched(five));
                boolean more = true;
                while (more) {
                    more = pairs.next();
                    for (Pipeline pipeline : pipelines) {
                        more |= next(pipeline);
                    }
                }
            }
        }

        private record Pipeline(DeltaSink sink, BatchDecoder decoder) {}

        private Warehouse memory(String name) throws SQLException {
            return Warehouse.inMemory(LIMITS, folder.resolve("temporary-" + name));
        }

        private Pipeline pipeline(String name, Warehouse warehouse) throws Exception {
            Connection connection = warehouse.connect();
            DeltaSink sink = sink(tables, name, connection);
            Horizon horizon = horizon(name);
            BatchDecoder records = new Decoder(
                    connection,
                    new Decoding(new JsonFormat(COLUMNS), horizon.required(), RowOrder.TRACED),
                    sink.columns(),
                    folder.resolve(name + "p.json"),
                    folder.resolve(name + "a.json"));
            sink.claim(Set.of(0));
            return new Pipeline(
                    sink, new HorizonDecoder(connection, Owner.of(name), horizon, records, InstantSource.system()));
        }

        /** Two tables of the same records. */
        private Pipeline branched(Warehouse warehouse) throws Exception {
            Connection connection = warehouse.connect();
            DeltaSink sink = branched(tables);
            sink.claim(Set.of(0));
            Branch odd = new Branch(
                    "odd", Transform.of("select n from input where n % 2 = 1", COLUMNS), RequiredColumns.NONE);
            return new Pipeline(
                    sink,
                    new TransformedDecoder(
                            connection,
                            new JsonFormat(COLUMNS),
                            new References(connection, List.of(), NoForeignTables::open),
                            Transform.of("select n from input", COLUMNS),
                            RequiredColumns.NONE,
                            List.of(odd),
                            false,
                            folder.resolve("eventsp.json"),
                            folder.resolve("eventsa.json")));
        }

        static DeltaSink branched(DeltaTables tables) {
            return DeltaSink.alone(
                    tables,
                    "events",
                    TableLayout.NONE,
                    Owner.of("branched"),
                    null,
                    Optional.empty(),
                    List.of(new BranchTable("odd", TableLayout.NONE)),
                    rows -> {});
        }

        static DeltaSink sink(DeltaTables tables, String name, Connection connection) throws SQLException {
            Owner owner = Owner.of(name);
            Horizon horizon = horizon(name);
            return DeltaSink.alone(
                    tables,
                    name,
                    TableLayout.NONE,
                    owner,
                    null,
                    Optional.of(new WorkingMemory(
                            connection, owner, horizon, gathered(owner, horizon), COLUMNS, InstantSource.system())));
        }

        private static @Nullable GatheredRows gathered(Owner owner, Horizon horizon) throws SQLException {
            Windows windows = horizon.window();
            if (windows != null) {
                return new WindowedRows(owner, horizon, windows, TypesOfWindows.of(windows, COLUMNS));
            }
            return owner.equals(KilledJoin.OWNER) ? KilledJoin.rows() : null;
        }

        private static Horizon horizon(String name) {
            if (name.equals("pairs")) {
                return KilledJoin.horizon(StreamSide.LEFT);
            }
            if (name.equals("firsts")) {
                return new Horizon("at", 100_000 * SECOND, true, List.of("id"), null, 0);
            }
            List<Aggregate> aggregates = List.of(
                    new Aggregate("orders", Windows.Function.COUNT, null),
                    new Aggregate("total", Windows.Function.SUM, "n"));
            Windows windows = name.equals("sums")
                    ? new FixedWindows(10 * SECOND, 10 * SECOND, List.of("shop"), aggregates)
                    : new SessionWindows(12 * SECOND, List.of("shop"), aggregates);
            return new Horizon("at", LATENESS * SECOND, true, List.of(), windows, 0);
        }

        /** Whether there was something left. */
        private boolean next(Pipeline pipeline) throws SQLException {
            int from = (int) pipeline.sink().owned().get(0).sequence() + 1;
            List<Event> batch = EVENTS.subList(from, Math.min(EVENTS.size(), from + BATCH));
            if (batch.isEmpty()) {
                return false;
            }
            String[] payloads = batch.stream().map(Event::json).toArray(String[]::new);
            pipeline.sink().write(pipeline.decoder().decode(StagedRecords.of(folder, 0, from, payloads)));
            System.out.println("written");
            return true;
        }
    }
}
