package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.transform.Horizon;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** The table {@code orders} of a pipeline of this name, and what remembers its records. */
interface RememberingTarget {

    /** How one is made. */
    @FunctionalInterface
    interface Maker {

        /** @param clock of its workers */
        RememberingTarget make(Path folder, InstantSource clock) throws SQLException;
    }

    /**
     * A worker of the target.
     *
     * @param connection on which batches are decoded
     */
    record Worker(Sink sink, Connection connection, Closing closing) implements AutoCloseable {

        interface Closing {
            void close() throws SQLException;
        }

        @Override
        public void close() throws SQLException {
            sink.close();
            connection.close();
            closing.close();
        }
    }

    /** One that knows nothing but what is committed. */
    Worker open(Owner owner, Horizon horizon, RowWriter writer) throws SQLException;

    /** Has a batch not be written, as who writes it dies, or was overtaken. */
    void dies(Sink writing, DecodedBatch batch) throws SQLException;

    /** Has who writes a batch die, before it is committed or, where that can be, after that. */
    default void dies(Sink writing, DecodedBatch batch, Random random) throws SQLException {
        dies(writing, batch);
    }

    /** What a query finds of the table {@code orders}, of {@code letters}, and of the tables that a worker has in the schema {@code weir}. */
    List<String> rows(Worker worker, String sql) throws SQLException;

    void close() throws SQLException;
}
