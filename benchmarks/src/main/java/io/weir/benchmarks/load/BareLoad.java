package io.weir.benchmarks.load;

import io.weir.benchmarks.measure.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * DuckDB alone: {@code read_ndjson} with the columns given, into a new table of a new database file, until it is committed.
 *
 * <p>No broker, no watermark, no schema to find: the most that the same bytes can give on the same machine.
 */
public final class BareLoad implements Trial {

    private final String name;
    private final BareDatabase database;
    private final boolean checkpoint;
    private final long events;
    private final String reader;

    /**
     * @param files newline-delimited JSON
     * @param database file to be made, and removed again
     * @param checkpoint whether the data must be in the database file itself, not only in its log
     * @param events rows that must come out
     */
    public BareLoad(String name, List<Path> files, Path database, int threads, boolean checkpoint, long events)
            throws SQLException {
        this.name = name;
        this.database = new BareDatabase(database, threads);
        this.checkpoint = checkpoint;
        this.events = events;
        this.reader = new NdjsonFiles(files).reader(files);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double run() throws SQLException, IOException {
        return database.measure(
                name,
                statement -> {},
                statement -> {
                    statement.execute("CREATE TABLE events AS SELECT * FROM " + reader);
                    if (checkpoint) {
                        statement.execute("CHECKPOINT");
                    }
                },
                events);
    }
}
