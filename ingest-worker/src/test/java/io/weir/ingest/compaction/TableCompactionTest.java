package io.weir.ingest.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.ingest.DataFolder;
import io.weir.ingest.compaction.CompactionReport.Outcome;
import io.weir.ingest.compaction.TableCompaction.Cause;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.deltasink.DeltaCommit;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.pipeline.DeltaCompaction;
import io.weir.ingest.pipeline.PipelineTarget.DeltaTarget;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.warehouse.WarehouseLimits;
import io.weir.ingest.warehouse.Warehouses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableCompactionTest {

    private static final DeltaTarget FEW = new DeltaTarget("events", null, new DeltaCompaction(null, 3, 1L << 20));

    @TempDir
    Path folder;

    private MemoryDeltaTables tables;
    private TableCompaction compaction;

    @BeforeEach
    void open() {
        tables = new MemoryDeltaTables(folder);
        compaction = new TableCompaction(
                tables,
                new Warehouses(new WarehouseLimits("256MB", 1, "16MB")),
                new DataFolder(folder.resolve("data")),
                StagedFiles.open(folder.resolve("staged")));
    }

    private void make(String type) {
        tables.create(
                "events",
                Map.of(
                        "type",
                        "struct",
                        "fields",
                        List.of(Map.of("name", "a", "type", type, "nullable", true, "metadata", Map.of()))));
    }

    private void add(String name, String select) throws SQLException, IOException {
        Path file = folder.resolve("events").resolve(name);
        Files.createDirectories(file.getParent());
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("copy (" + select + ") to " + Sql.text(file.toString()) + " (format parquet)");
        }
        Map<String, Object> add = Map.of(
                "path", name, "size", Files.size(file), "modificationTime", 1L, "dataChange", true, "stats", "{}");
        tables.commit("events", new DeltaCommit(List.of(Map.of("add", add)), null, Map.of(), "job", null));
    }

    /** Some 400 kB each, so that two of them fill a file. */
    private void addLarge(int count) throws SQLException, IOException {
        for (int file = 0; file < count; file++) {
            add(file + ".parquet", "select range * 7919 % 1000003 * 1000003 as a from range(50000)");
        }
    }

    private List<String> rows() throws SQLException {
        String files = tables.files("events").stream()
                .map(file -> Sql.text(file.toString()))
                .collect(Collectors.joining(", ", "[", "]"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return QueriedRows.of(connection, "select a from read_parquet(" + files + ") order by a");
        }
    }

    private CompactedTable compact(Cause cause) throws SQLException {
        return compaction.compact("orders", FEW, cause, () -> true);
    }

    @Test
    void aTableIsCompactedOnceItHasSmallFilesEnoughOrSomebodyAsks() throws Exception {
        assertThat(compact(Cause.ENOUGH).reason()).isEqualTo("there is no table events yet");
        make("long");
        add("1.parquet", "select 1::bigint as a");
        add("2.parquet", "select 2::bigint as a");
        assertThat(compact(Cause.ENOUGH)).isEqualTo(new CompactedTable("events", Outcome.DONE, 0, 0, 0, 0, 0, null));

        add("3.parquet", "select 3::bigint as a");
        CompactedTable enough = compact(Cause.ENOUGH);
        add("4.parquet", "select 4::bigint as a");
        CompactedTable asked = compact(Cause.ASKED);

        assertThat(enough.outcome()).isEqualTo(Outcome.DONE);
        assertThat(List.of(enough.filesRemoved(), enough.filesAdded(), enough.filesLeft()))
                .containsExactly(3, 1, 0);
        assertThat(List.of(asked.filesRemoved(), asked.filesAdded())).containsExactly(2, 1);
        assertThat(asked.bytesAdded())
                .isEqualTo(Files.size(tables.files("events").get(0)));
        assertThat(rows()).containsExactly("1", "2", "3", "4");
        assertThat(folder.resolve("data/staging").toFile().list()).isEmpty();
    }

    /** However large a table is, a look at it is one at its small files. */
    @Test
    void onlySmallFilesAreLookedAt() throws Exception {
        make("long");
        for (int file = 0; file < 20; file++) {
            add(file + ".parquet", "select range * 7919 % 1000003 * 1000003 as a from range(80000)");
        }
        add("small.parquet", "select 1::bigint as a");
        assertThat(tables.find("events").orElseThrow().bytes()).isGreaterThan(20 * (1L << 19));

        assertThat(compact(Cause.ENOUGH)).isEqualTo(new CompactedTable("events", Outcome.DONE, 0, 0, 0, 0, 0, null));

        assertThat(tables.takeListed()).isEqualTo(1);
    }

    @Test
    void whatItCannotWriteAsItIsStaysWithTheReason() throws Exception {
        make("variant");
        assertThat(compact(Cause.ASKED).reason()).contains("table events stay as they are", "otherwise");
    }

    /** Times without a zone, as old writers have them, which only they could tell how to read. */
    @Test
    void filesThatHaveNotWhatTheTableHasStayWithTheReason() throws Exception {
        make("timestamp");
        add("1.parquet", "select timestamp '2026-01-01' as a");
        add("2.parquet", "select timestamp '2026-01-02' as a");

        CompactedTable report = compact(Cause.ASKED);

        assertThat(report).isEqualTo(new CompactedTable("events", Outcome.PARTLY, 0, 0, 0, 0, 2, report.reason()));
        assertThat(report.reason()).contains("column a as TIMESTAMP", "TIMESTAMP WITH TIME ZONE");
        assertThat(tables.files("events")).hasSize(2);
    }

    @Test
    void aFileThatNobodyCanReadKeepsNoOtherAsItIs() throws Exception {
        make("long");
        addLarge(4);
        Files.writeString(folder.resolve("events/0.parquet"), "no Parquet");

        CompactedTable report = compact(Cause.ASKED);

        assertThat(List.of(report.outcome(), report.filesRemoved(), report.filesAdded(), report.filesLeft()))
                .containsExactly(Outcome.PARTLY, 2, 1, 2);
        assertThat(report.reason()).contains("0.parquet");
    }

    @Test
    void itEndsBetweenTwoFilesWhenItIsTold() throws Exception {
        make("long");
        addLarge(4);
        AtomicBoolean first = new AtomicBoolean(true);

        CompactedTable report = compaction.compact("orders", FEW, Cause.ASKED, () -> first.getAndSet(false));

        assertThat(List.of(report.outcome(), report.filesRemoved(), report.filesAdded(), report.filesLeft()))
                .containsExactly(Outcome.STOPPED, 2, 1, 2);
        assertThat(rows()).hasSize(200_000);
    }

    /** Another process comes to the same at the same time. */
    @Test
    void whoIsOvertakenSaysSoAndTheNextTimeGoesOn() throws Exception {
        make("long");
        add("1.parquet", "select 1::bigint as a");
        add("2.parquet", "select 2::bigint as a");
        AtomicBoolean first = new AtomicBoolean(true);
        tables.interfere((table, when) -> {
            if (when == MemoryDeltaTables.When.BEFORE && first.getAndSet(false)) {
                try {
                    assertThat(compact(Cause.ASKED).filesAdded()).isEqualTo(1);
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
            }
        });

        CompactedTable overtaken = compact(Cause.ASKED);

        assertThat(overtaken.outcome()).isEqualTo(Outcome.OVERTAKEN);
        assertThat(overtaken.filesAdded()).isZero();
        assertThat(overtaken.reason()).contains("table events");
        assertThat(rows()).containsExactly("1", "2");
        assertThat(compact(Cause.ASKED).filesLeft()).isZero();
    }
}
