package io.weir.ingest.deltasink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.Sql;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of Delta tables out of real files of Parquet. */
class TableRowsTest {

    @TempDir
    Path folder;

    private static Map<String, Object> field(String name, Object type, Map<String, Object> metadata) {
        return Map.of("name", name, "type", type, "nullable", true, "metadata", metadata);
    }

    private static DeltaTable table(List<Map<String, Object>> fields) {
        return new DeltaTable(
                "t", "/lake/t", 0, 0, 0, Map.of(), Map.of("type", "struct", "fields", fields), Map.of(), Map.of());
    }

    private static DeltaTable table(String... namesAndTypes) {
        return table(Arrays.stream(namesAndTypes)
                .map(column -> column.split(" "))
                .map(column -> field(column[0], column[1], Map.of()))
                .toList());
    }

    private TableFile file(String name, String select, Map<String, @Nullable String> partition) throws SQLException {
        Path path = folder.resolve(name);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("copy (" + select + ") to " + Sql.text(path.toString()) + " (format parquet)");
        }
        return new TableFile(path, name, 1, 1, partition, true, null);
    }

    private static List<String> rows(DeltaTable table, TableFile... files) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            return QueriedRows.of(connection, "from (" + TableRows.of(table).select(List.of(files)) + ") order by all");
        }
    }

    @Test
    void whatAFileLacksIsNullAndWhatItHasBesidesIsLeftOut() throws Exception {
        DeltaTable table = table("id long", "name string", "at timestamp_ntz");
        TableFile early = file("a.parquet", "select 1::bigint as id, 'gone' as dropped", Map.of());
        TableFile late =
                file("b.parquet", "select 2::bigint as id, 'x' as name, '2026-01-01'::timestamp as at", Map.of());

        assertThat(rows(table, early, late)).containsExactly("1|null|null", "2|x|2026-01-01 00:00:00.0");
        assertThat(rows(table)).isEmpty();
        assertThat(TableRows.of(table).types())
                .containsExactly(Map.entry("id", "BIGINT"), Map.entry("name", "VARCHAR"), Map.entry("at", "TIMESTAMP"));
    }

    @Test
    void whatItIsPartitionedByComesFromTheLog() throws Exception {
        DeltaTable table = table("day date", "id long", "shop string");
        Map<String, @Nullable String> nobody = new HashMap<>();
        nobody.put("day", "2026-01-02");
        nobody.put("shop", null);

        assertThat(rows(
                        table,
                        file("a.parquet", "select 1::bigint as id", Map.of("day", "2026-01-01", "shop", "it's")),
                        file("b.parquet", "select 2::bigint as id", Map.of("day", "2026-01-01", "shop", "it's")),
                        file("c.parquet", "select 3::bigint as id", nobody)))
                .containsExactly("2026-01-01|1|it's", "2026-01-01|2|it's", "2026-01-02|3|null");
    }

    @Test
    void columnsHaveTheNamesOfTheTableWhateverFilesCallThem() throws Exception {
        Map<String, Object> physical = Map.of("delta.columnMapping.physicalName", "col-1");
        DeltaTable table = table(List.of(field("Our id", "long", physical), field("n", "integer", Map.of())));

        assertThat(rows(table, file("a.parquet", "select 7::bigint as \"col-1\", 8 as n", Map.of())))
                .containsExactly("7|8");
        assertThat(TableRows.of(table).types()).containsKeys("Our id", "n");
        Map<String, Object> inner = Map.of("type", "struct", "fields", List.of(field("deep", "long", physical)));
        assertThatThrownBy(() -> TableRows.of(table(List.of(field("outer", inner, Map.of())))))
                .isInstanceOf(DeltaException.class)
                .hasMessageContaining("column outer");
    }
}
