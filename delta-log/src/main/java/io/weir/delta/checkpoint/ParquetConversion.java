package io.weir.delta.checkpoint;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** Turns lines of JSON into a checkpoint's Parquet with an in-memory DuckDB of bounded size. */
final class ParquetConversion {

    /** DuckDB's own default, in bytes. */
    static final int SMALLEST_LINE_LIMIT = 16 << 20;

    /** UTF-8 needs up to three bytes for a Java character. */
    private static final int BYTES_A_CHARACTER = 3;

    private final Path target;
    private final long lineLimit;

    /**
     * @param target the Parquet file
     * @param longestLine in characters or bytes
     */
    ParquetConversion(Path target, int longestLine) {
        this.target = target;
        this.lineLimit = Math.max(SMALLEST_LINE_LIMIT, BYTES_A_CHARACTER * (longestLine + 1L));
    }

    /**
     * Makes the file; in which order its rows are is of no importance.
     *
     * @param lines of all actions but adds
     * @param columns the kinds of those
     * @param adds the bodies of adds
     */
    void convert(Path lines, Set<CheckpointColumns> columns, Path adds) throws SQLException {
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = duckdb.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET memory_limit = '1GB'");
            statement.execute("SET preserve_insertion_order = false");
            statement.execute("SET temp_directory = " + quoted(target + ".spill"));
            statement.execute("COPY (SELECT * FROM " + source(lines, CheckpointColumns.jsonColumns(columns))
                    + " UNION ALL BY NAME SELECT " + AddColumns.struct() + " AS \"add\" FROM "
                    + source(adds, AddColumns.jsonColumns()) + ") TO " + quoted(target.toString())
                    + " (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private String source(Path lines, String columns) {
        return "read_json(" + quoted(withoutGlob(lines.toString()))
                + ", format = 'newline_delimited', auto_detect = false, hive_partitioning = false"
                + ", compression = 'uncompressed', maximum_object_size = " + lineLimit + ", columns = " + columns + ")";
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** DuckDB reads patterns; a folder may have their characters in its name. */
    private static String withoutGlob(String path) {
        return path.replaceAll("[\\[*?]", "[$0]");
    }
}
