package io.weir.ingest.warehouse;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The databases of MotherDuck that are open, each once. Nothing ends an opening that hangs in the driver, so each has a thread of
 * its own: whoever asks waits for it as long as for a statement, and whoever asks after them for the same one.
 */
final class MotherDuckInstances {

    private static final Logger LOG = LoggerFactory.getLogger(MotherDuckInstances.class);

    /** How a database is opened. */
    @FunctionalInterface
    interface Opening {

        Opening OF_DRIVER = MotherDuckDatabase::open;

        Warehouse open(MotherDuckDatabase database, WarehouseLimits limits, Path temporary) throws SQLException;
    }

    private final WarehouseLimits limits;
    private final Opening opening;
    private final Map<MotherDuckDatabase, CompletableFuture<Warehouse>> opened = new ConcurrentHashMap<>();

    MotherDuckInstances(WarehouseLimits limits, Opening opening) {
        this.limits = limits;
        this.opening = opening;
    }

    /**
     * The instance of a database, opened when first asked for.
     *
     * @throws SQLTimeoutException if it did not open within {@code weir.ingest.duckdb.statement-timeout}
     */
    Warehouse get(MotherDuckDatabase database, Path temporary) throws SQLException {
        CompletableFuture<Warehouse> instance = opened.computeIfAbsent(database, missing -> begin(missing, temporary));
        try {
            return instance.get(limits.statementTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new SQLTimeoutException(
                    "MotherDuck did not open database " + database.name() + " within "
                            + limits.statementTimeout().toMillis()
                            + " ms, which is weir.ingest.duckdb.statement-timeout; it is waited for again",
                    late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException("stopped while MotherDuck opened database " + database.name(), stopped);
        } catch (ExecutionException failed) {
            // The next who asks begins anew.
            opened.remove(database, instance);
            throw thrownBy(failed);
        }
    }

    /** Opens a database anew for who asks next; another instance of it than this one stays. */
    void forget(MotherDuckDatabase database, Warehouse instance) throws SQLException {
        opened.computeIfPresent(database, (key, known) -> holds(known, instance) ? null : known);
        instance.close();
    }

    private static boolean holds(CompletableFuture<Warehouse> known, Warehouse instance) {
        return known.isDone() && !known.isCompletedExceptionally() && known.join() == instance;
    }

    private CompletableFuture<Warehouse> begin(MotherDuckDatabase database, Path temporary) {
        CompletableFuture<Warehouse> instance = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        instance.complete(opening.open(database, limits, temporary));
                    } catch (Throwable failed) {
                        instance.completeExceptionally(failed);
                    }
                },
                "weir-motherduck-" + database.name());
        thread.setDaemon(true);
        thread.start();
        return instance;
    }

    private static SQLException thrownBy(ExecutionException failed) {
        Throwable cause = failed.getCause();
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof SQLException sql ? sql : new SQLException(cause);
    }

    /** Waits for none that is not open yet: that one is closed when it is, if the process is still there. */
    void close() {
        for (CompletableFuture<Warehouse> instance : opened.values()) {
            CompletableFuture<Void> unused = instance.thenAccept(MotherDuckInstances::end);
        }
        opened.clear();
    }

    private static void end(Warehouse warehouse) {
        try {
            warehouse.close();
        } catch (SQLException failed) {
            LOG.warn("a database of MotherDuck was not closed: {}", failed.getMessage());
        }
    }
}
