package io.weir.support.vitals;

import io.weir.support.vitals.Part.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database for an answer when somebody wants to know. However many ask, one connection and one thread wait for it; who asks
 * waits a second at most.
 */
public final class DatabaseProbe {

    private static final int PATIENCE_SECONDS = 1;

    private final DataSource database;
    private final Executor executor;
    private @Nullable CompletableFuture<Double> asked;

    /** @param executor has the thread that waits, for as long as the pool of connections has it wait */
    public DatabaseProbe(DataSource database, Executor executor) {
        this.database = database;
        this.executor = executor;
    }

    /** What it says: {@link Level#CRITICAL} where it says nothing, or not in time. */
    public Part ask() {
        try {
            double millis = answer().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return new Part(
                    Kind.DATABASE,
                    Level.of(millis, 100, 500, Double.MAX_VALUE),
                    String.format(Locale.ROOT, "It answered in %.1f ms", millis));
        } catch (TimeoutException silent) {
            return new Part(Kind.DATABASE, Level.CRITICAL, "It did not answer within " + PATIENCE_SECONDS + " s");
        } catch (ExecutionException failed) {
            return new Part(Kind.DATABASE, Level.CRITICAL, "It cannot be reached");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Part(Kind.DATABASE, Level.CRITICAL, "The service stops");
        }
    }

    private synchronized CompletableFuture<Double> answer() {
        CompletableFuture<Double> running = asked;
        if (running == null || running.isDone()) {
            running = CompletableFuture.supplyAsync(this::millis, executor);
            asked = running;
        }
        return running;
    }

    private double millis() {
        long begin = System.nanoTime();
        try (Connection connection = database.getConnection()) {
            if (!connection.isValid(PATIENCE_SECONDS)) {
                throw new IllegalStateException("The connection is dead");
            }
            return (System.nanoTime() - begin) / 1e6;
        } catch (SQLException unreachable) {
            throw new IllegalStateException(unreachable);
        }
    }
}
