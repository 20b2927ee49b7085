package io.weir.ingest.warehouse;

import io.weir.ingest.sink.StaleOwnerException;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import java.sql.Connection;
import java.sql.SQLException;

/** Changes of a DuckDB database that are all made or none. */
final class Transaction {

    /** What changes the database. */
    interface Work<T> {
        T run() throws SQLException;
    }

    private static final Step COMMIT = Step.database(WarehouseSink.SYSTEM, "COMMIT", null);

    private final Connection connection;
    private final String pipeline;
    private final Spans spans;

    /** One after the other on a connection that commits by itself otherwise. */
    Transaction(Connection connection, String pipeline) {
        this(connection, pipeline, Spans.OFF);
    }

    /** The same, with a span of the commit. */
    Transaction(Connection connection, String pipeline, Spans spans) {
        this.spans = spans;
        this.connection = connection;
        this.pipeline = pipeline;
    }

    /**
     * Commits what the work did, or takes it back. A connection of which it is not known that it did either is closed, which takes
     * back what it has in hand: to have it commit by itself again would be a commit of that.
     *
     * @throws StaleOwnerException if another transaction changed the same rows since this one began
     */
    <T> T run(Work<T> work) throws SQLException {
        return run(
                work,
                () -> spans.<Boolean, SQLException>around(COMMIT, () -> {
                    connection.commit();
                    return true;
                }));
    }

    /** Takes back what the work did, and keeps what it found. */
    <T> T look(Work<T> work) throws SQLException {
        return run(work, () -> {
            connection.rollback();
            return true;
        });
    }

    private <T> T run(Work<T> work, Work<Boolean> ending) throws SQLException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            ending.run();
            connection.setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException failed) {
            takeBack(failed);
            refuseIfConflict(failed);
            throw failed;
        }
    }

    private void takeBack(Exception failed) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException unknown) {
            failed.addSuppressed(unknown);
            close(failed);
        }
    }

    private void close(Exception failed) {
        try {
            connection.close();
        } catch (SQLException lost) {
            failed.addSuppressed(lost);
        }
    }

    /** DuckDB has no error codes; the message is its way to say that another transaction changed the same row. */
    static boolean isConflict(Exception failed) {
        return String.valueOf(failed.getMessage()).contains("Conflict on");
    }

    private void refuseIfConflict(Exception failed) {
        if (isConflict(failed)) {
            throw new StaleOwnerException("pipeline " + pipeline + ": " + failed.getMessage());
        }
    }
}
