package io.weir.ingest.warehouse;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * How many threads an instance of DuckDB has while batches are written into it: as many as can have something to do.
 *
 * <p>One thread compresses a row group, and the one that was given the statement does not sleep until the others are done: it asks
 * for more work again and again, which burns a core that the client of a source could use.
 */
final class WritingThreads {

    /** Rows of a full row group. */
    static final int ROW_GROUP = 122_880;

    private final int most;
    private int writers;
    private int present;

    /** @param most as many as the instance has now */
    WritingThreads(int most) {
        this.most = most;
        this.present = most;
    }

    /** Of an instance that others write for, such as MotherDuck: what it is told of threads concerns nobody there. */
    static WritingThreads ofOthers() {
        return new WritingThreads(1);
    }

    /** Work that may fail as statements do. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Writes a batch with all threads that there may be.
     *
     * @param connection of the instance
     */
    <T> T all(Connection connection, Work<T> work) throws SQLException {
        return with(most, connection, work);
    }

    /** The same with a thread for each row group, where records are only read and stored. */
    <T> T forRowGroups(long rows, Connection connection, Work<T> work) throws SQLException {
        return with(rowGroups(rows), connection, work);
    }

    /** A batch is seldom one row group to the row: a quarter of another is not worth a second thread. */
    private int rowGroups(long rows) {
        long groups = (rows + 3L * ROW_GROUP / 4) / ROW_GROUP;
        return (int) Math.max(1, Math.min(most, groups));
    }

    private <T> T with(int threads, Connection connection, Work<T> work) throws SQLException {
        begin(threads, connection);
        try {
            return work.run();
        } finally {
            end();
        }
    }

    /** The number stays as it is for whoever joins others: DuckDB ends threads when they have done what they are at, and waits for that. */
    private synchronized void begin(int threads, Connection connection) throws SQLException {
        if (writers == 0 && threads != present) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set global threads = " + threads);
            }
            present = threads;
        }
        writers++;
    }

    private synchronized void end() {
        writers--;
    }
}
