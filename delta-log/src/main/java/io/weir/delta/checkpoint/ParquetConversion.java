package io.weir.delta.checkpoint;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** Turns lines of JSON into a checkpoint's Parquet with an in-memory DuckDB of bounded size. */
final class ParquetConversion {

    /** UTF-8 needs up to three bytes for a Java character; DuckDB's own default is 16 MiB a line. */
    private static final int BYTES_A_CHARACTER = 3;

    private static final long SMALLEST_LINE_LIMIT = 16L << 20;

    private ParquetConversion() {}

    static void convert(Path lines, Path target, int longestLine, Set<CheckpointColumns> columns) throws SQLException {
        long lineLimit = Math.max(SMALLEST_LINE_LIMIT, BYTES_A_CHARACTER * (longestLine + 1L));
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET memory_limit = '1GB'");
            statement.execute("SET temp_directory = " + quoted(target + ".spill"));
            statement.execute("COPY (SELECT " + CheckpointColumns.selection(columns) + " FROM read_json("
                    + quoted(withoutGlob(lines.toString()))
                    + ", format = 'newline_delimited', auto_detect = false, hive_partitioning = false"
                    + ", compression = 'uncompressed', maximum_object_size = " + lineLimit
                    + ", columns = " + CheckpointColumns.jsonColumns(columns) + ")) TO "
                    + quoted(target.toString()) + " (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** DuckDB reads patterns; a folder may have their characters in its name. */
    private static String withoutGlob(String path) {
        return path.replaceAll("[\\[*?]", "[$0]");
    }
}
