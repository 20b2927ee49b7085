package io.weir.delta.sql;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The metadata of one table where an address leads to: to be read by anybody, to be written as a whole. For many threads. */
public final class TransactionLogs {

    private final DeltaSqlAddress address;
    private final Database database;
    private final Failures failures;
    private final Semaphore places;

    private TransactionLogs(DeltaSqlAddress address, Database database) {
        this.address = address;
        this.database = database;
        this.failures = new Failures(address);
        this.places = new Semaphore(address.limits().poolSize(), true);
    }

    /** Nothing is opened yet. */
    public static TransactionLogs at(DeltaSqlAddress address) {
        if (address instanceof PostgresAddress postgres) {
            return new TransactionLogs(address, new PostgresDatabase(postgres));
        }
        FileAddress file = (FileAddress) address;
        return new TransactionLogs(
                address, file.engine() == Engine.SQLITE ? new SqliteDatabase(file) : new DuckDbDatabase(file));
    }

    /**
     * Opens the table as it is now.
     *
     * @throws TransactionLogException if there is no such database, or no such table in it
     */
    public TransactionLogReader read() throws TransactionLogException {
        if (address instanceof FileAddress file && !Files.isRegularFile(file.file())) {
            throw failures.of("leads to no file: make it with weir export");
        }
        Place place = place("read");
        try {
            return OpenLog.open(place, database.prefix(), address, failures);
        } catch (SQLException | TransactionLogException | RuntimeException failure) {
            place.closeAfter(failure);
            throw failure instanceof SQLException sql ? failures.of("read", sql) : rethrown(failure);
        }
    }

    /**
     * Begins to write the table. What is written is there as a whole after {@link TransactionLogWriter#commit()}, or not at all.
     *
     * @param replacing whether it may take the place of one that is there
     * @throws TransactionLogException if one is there that is not to be replaced
     */
    public TransactionLogWriter write(TableContent content, boolean replacing) throws TransactionLogException {
        Place place = place("write");
        try {
            return TransactionLogWriter.begin(place, database.prefix(), address, failures, content, replacing);
        } catch (SQLException | TransactionLogException | RuntimeException failure) {
            place.closeAfter(failure);
            throw failure instanceof SQLException sql ? failures.of("write", sql) : rethrown(failure);
        }
    }

    private static TransactionLogException rethrown(Exception failure) {
        if (failure instanceof RuntimeException unexpected) {
            throw unexpected;
        }
        return (TransactionLogException) failure;
    }

    private Place place(String doing) throws TransactionLogException {
        boolean mine = false;
        try {
            mine = places.tryAcquire(address.limits().connectTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!mine) {
            throw failures.of("has all connections in use: close one, or allow more with pool_size");
        }
        try {
            return new Place(doing.equals("read") ? database.connectToRead() : database.connectToWrite(), places);
        } catch (SQLException failure) {
            places.release();
            throw failures.of(doing, failure);
        }
    }

    /** A connection, and the place among others that it takes. */
    static final class Place {

        private final Connection connection;
        private final Semaphore places;
        private boolean isClosed;

        private Place(Connection connection, Semaphore places) {
            this.connection = connection;
            this.places = places;
        }

        Connection connection() {
            return connection;
        }

        /** Ends the transaction, undoing what was not committed; may be called again. */
        void close() throws SQLException {
            if (isClosed) {
                return;
            }
            isClosed = true;
            try (connection) {
                connection.rollback();
            } finally {
                places.release();
            }
        }

        private void closeAfter(Exception failure) {
            try {
                close();
            } catch (SQLException second) {
                failure.addSuppressed(second);
            }
        }
    }
}
