package io.weir.benchmarks.load;

import io.weir.benchmarks.measure.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * DuckDB's own {@code MERGE}, a statement and a transaction for each file, into an empty table of a new database.
 *
 * <p>No file has a key twice, so nothing must be found out before.
 */
public final class BareMerge implements Trial {

    private final String name;
    private final List<Path> files;
    private final BareDatabase database;
    private final String key;
    private final long rows;
    private final NdjsonFiles known;

    /**
     * @param files newline-delimited JSON of one kind, in the order in which they are merged
     * @param database file to be made, and removed again
     * @param key column by which rows are the same
     * @param rows that must be there in the end
     */
    public BareMerge(String name, List<Path> files, Path database, int threads, String key, long rows)
            throws SQLException {
        this.name = name;
        this.files = List.copyOf(files);
        this.database = new BareDatabase(database, threads);
        this.key = key;
        this.rows = rows;
        this.known = new NdjsonFiles(files);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double run() throws SQLException, IOException {
        return database.measure(
                name,
                statement ->
                        statement.execute("CREATE TABLE events AS SELECT * FROM " + known.reader(files) + " LIMIT 0"),
                statement -> {
                    for (Path file : files) {
                        statement.execute("MERGE INTO events USING (SELECT * FROM " + known.reader(List.of(file))
                                + ") AS changed USING (" + key
                                + ") WHEN MATCHED THEN UPDATE WHEN NOT MATCHED THEN INSERT");
                    }
                },
                rows);
    }
}
