package io.weir.delta.checkpoint;

import io.weir.delta.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns lines of JSON into a checkpoint's Parquet with an in-memory DuckDB of bounded size, many times if need be. */
final class ParquetConversion implements AutoCloseable {

    /** DuckDB's own default, in bytes. */
    static final int SMALLEST_LINE_LIMIT = 16 << 20;

    /** UTF-8 needs up to three bytes for a Java character. */
    private static final int BYTES_A_CHARACTER = 3;

    private final Path target;
    private final Set<CheckpointColumns> columns;
    private final ParsedColumns parsed;
    private @Nullable Connection duckdb;

    /**
     * @param target the Parquet file, made anew each time
     * @param columns the kinds of all actions but adds
     * @param parsed what adds have besides
     */
    ParquetConversion(Path target, Set<CheckpointColumns> columns, ParsedColumns parsed) {
        this.target = target;
        this.columns = columns;
        this.parsed = parsed;
    }

    /**
     * Makes the file; in which order its rows are is of no importance.
     *
     * @param lines of all actions but adds
     * @param adds the bodies of adds
     * @param longestLine in characters or bytes
     */
    void convert(Path lines, Path adds, int longestLine) throws SQLException {
        long limit = Math.max(SMALLEST_LINE_LIMIT, BYTES_A_CHARACTER * (longestLine + 1L));
        try (Statement statement = connection().createStatement()) {
            statement.execute("COPY (SELECT * FROM " + source(lines, CheckpointColumns.jsonColumns(columns), limit)
                    + " UNION ALL BY NAME SELECT " + AddColumns.struct(parsed) + " AS \"add\" FROM "
                    + source(adds, AddColumns.jsonColumns(), limit) + ") TO " + quoted(target.toString())
                    + " (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private Connection connection() throws SQLException {
        if (duckdb == null) {
            duckdb = DriverManager.getConnection("jdbc:duckdb:");
            try (Statement statement = duckdb.createStatement()) {
                statement.execute("SET threads = 2");
                statement.execute("SET memory_limit = '1GB'");
                statement.execute("SET preserve_insertion_order = false");
                // Of partitions by a time that names no zone.
                statement.execute("SET TimeZone = 'UTC'");
                statement.execute("SET temp_directory = " + quoted(target + ".spill"));
            }
        }
        return duckdb;
    }

    @Override
    public void close() throws IOException {
        try {
            if (duckdb != null) {
                duckdb.close();
            }
        } catch (SQLException failure) {
            throw new StorageException("Cannot end " + target + ": " + failure.getMessage(), failure);
        }
    }

    private static String source(Path lines, String columns, long lineLimit) {
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
