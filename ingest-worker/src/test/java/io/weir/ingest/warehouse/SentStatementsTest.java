package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.decode.Decoder;
import io.weir.ingest.decode.Decoding;
import io.weir.ingest.decode.JsonFormat;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.RowOrder;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StagedRecords;
import io.weir.ingest.transform.FixedWindows;
import io.weir.ingest.transform.Horizon;
import io.weir.ingest.transform.HorizonDecoder;
import io.weir.ingest.transform.Windows;
import io.weir.ingest.transform.Windows.Aggregate;
import io.weir.ingest.transform.Windows.Function;
import io.weir.support.tracing.Spans;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What sinks send to a database, told by DuckDB itself: nothing that a database in MotherDuck does not have. There is no MotherDuck
 * here; all that is asked of it is asked of a file in the same words.
 */
class SentStatementsTest extends InWarehouse {

    /**
     * Statements about files, extensions and instances of DuckDB. Temporary tables are the client's in MotherDuck, too, and so is
     * what a {@code read_…} function reads: decoding goes on there, copies out of its own tables alone, and has the client
     * keep their order.
     */
    private static final Pattern LOCAL = Pattern.compile(
            "^\\s*(attach|detach|use|export|import|install|load|pragma|checkpoint|force|vacuum|analyze|call"
                    + "|copy (?!\\(select .* from weir_raw )|(set|reset)(?! session preserve_insertion_order)"
                    + "|create (or replace )?(persistent )?(index|unique index|sequence|type|macro|function|secret|trigger)"
                    + "|alter table \\S+ set (primary key|partitioned by|sorted by)).*",
            Pattern.DOTALL);

    SentStatementsTest() {
        // On one thread, as the number of threads is the one thing that is told to an instance with a file and not to
        // MotherDuck.
        super(new WarehouseLimits("256MB", 1, "16MB"));
    }

    @BeforeEach
    void log() throws SQLException {
        execute("call enable_logging('QueryLog')");
    }

    @Test
    void sinksOfEveryWayToWriteSendNothingThatOnlyAFileHas() throws SQLException {
        ProgressView view = new ProgressView("control.ingestion_status", "shop", "orders");
        write("appended", new AppendedRows(), Optional.of(view), List.of());
        write("merged", new MergedRows("merged", List.of("id"), "at", "gone"), Optional.empty(), List.of("id", "at"));
        write("versions", new HistoryRows(List.of("id"), "at", "gone"), Optional.empty(), List.of("id", "at"));
        windows();
        pairs();

        assertThat(sent())
                .as("the log has them")
                .hasSizeGreaterThan(40)
                .anyMatch(statement -> statement.contains("insert into weir.dead_letter"))
                .anyMatch(statement -> statement.contains("update weir.watermark"))
                .anyMatch(statement -> statement.contains("weir.stream_state"))
                .anyMatch(statement ->
                        statement.contains("weir\".\"join/pairs") || statement.contains("weir.\"join/pairs"))
                .anyMatch(statement -> statement.contains("weir.history"));
        assertThat(sent()).noneMatch(statement -> LOCAL.matcher(statement).matches());
        assertThat(ControlTables.STATEMENTS)
                .noneMatch(statement -> LOCAL.matcher(statement).matches());
    }

    @Test
    void whatOnlyAFileHasWouldBeFound() {
        assertThat(List.of(
                        "checkpoint",
                        "pragma database_size",
                        "attach 'x.duckdb'",
                        "create index i on t (a)",
                        "set threads = 1"))
                .allMatch(statement -> LOCAL.matcher(statement).matches());
        assertThat(List.of(
                        "create table t (a int)", "create or replace temp table t as select 1", "update t set a = 1"))
                .noneMatch(statement -> LOCAL.matcher(statement).matches());
    }

    private void write(String name, RowWriter writer, Optional<ProgressView> view, List<String> required)
            throws SQLException {
        try (WarehouseSink sink =
                new WarehouseSink(warehouse, Owner.of(name), "shop." + name, writer, view, Spans.OFF)) {
            sink.claim(Set.of(0));
            Decoder decoder = new Decoder(
                    connection,
                    new Decoding(JsonFormat.INFERRED, required, RowOrder.READ),
                    sink.columns(),
                    folder.resolve(name + ".p.json"),
                    folder.resolve(name + ".a.json"));
            sink.write(decoder.decode(StagedRecords.of(
                    folder, 0, 0, "{\"id\":1,\"at\":1,\"gone\":false}", "oops", "{\"id\":2,\"at\":1,\"gone\":false}")));
            sink.write(decoder.decode(StagedRecords.of(
                    folder,
                    0,
                    3,
                    "{\"id\":1,\"at\":2,\"gone\":true,\"more\":{\"x\":[1]}}",
                    "{\"id\":2,\"at\":3,\"gone\":false}")));
            assertThat(sink.owned().get(0).sequence()).isEqualTo(4);
        }
    }

    private void windows() throws SQLException {
        Windows windows = new FixedWindows(
                1_000_000, 1_000_000, List.of(), List.of(new Aggregate("orders", Function.COUNT, null)));
        Horizon horizon = new Horizon("at", 0, true, List.of("id"), windows, 0);
        Owner owner = Owner.of("windows");
        try (WarehouseSink sink = new WarehouseSink(
                warehouse,
                owner,
                "shop.windows",
                new WindowedRows(owner, horizon, windows, TypesOfWindows.of(windows, RememberedContract.COLUMNS)))) {
            sink.claim(Set.of(0));
            HorizonDecoder decoder = new HorizonDecoder(
                    connection,
                    owner,
                    horizon,
                    new Decoder(
                            connection,
                            new Decoding(
                                    new JsonFormat(RememberedContract.COLUMNS), horizon.required(), RowOrder.TRACED),
                            sink.columns(),
                            folder.resolve("w.p.json"),
                            folder.resolve("w.a.json")),
                    () -> Instant.EPOCH);
            sink.write(decoder.decode(StagedRecords.of(
                    folder,
                    0,
                    0,
                    "{\"id\":1,\"at\":\"2026-01-01 00:00:00\"}",
                    "{\"id\":2,\"at\":\"2026-01-01 00:00:09\"}",
                    "{\"id\":3,\"at\":\"2025-01-01 00:00:00\"}")));
            assertThat(QueriedRows.of(connection, "select orders from shop.windows"))
                    .containsExactly("1", "1");
        }
    }

    private void pairs() throws SQLException {
        try (WarehouseSink sink = new WarehouseSink(warehouse, KilledJoin.OWNER, "shop.pairs", KilledJoin.rows())) {
            KilledJoin pairs = new KilledJoin(folder, connection, sink);
            while (pairs.next()) {
                assertThat(sink.owned()).hasSize(2);
            }
            assertThat(QueriedRows.of(connection, "select n, m from shop.pairs"))
                    .containsExactlyInAnyOrderElementsOf(KilledJoin.expected());
        }
    }

    private List<String> sent() throws SQLException {
        return QueriedRows.of(connection, "select message from duckdb_logs where type = 'QueryLog'").stream()
                .map(statement -> statement.toLowerCase(Locale.ROOT))
                .filter(statement -> !statement.contains("duckdb_logs"))
                .filter(statement -> !statement.contains("enable_logging"))
                .toList();
    }
}
