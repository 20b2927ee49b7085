package io.weir.ingest.warehouse;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection of which no statement takes for ever, whoever makes it, and no commit either: MotherDuck may not answer, and who
 * waits for that holds partitions that another could have. What became of a commit that was ended, the watermark says.
 */
final class TimedConnection implements InvocationHandler {

    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private final DuckDBConnection connection;
    private final Duration longest;

    private TimedConnection(DuckDBConnection connection, Duration longest) {
        this.connection = connection;
        this.longest = longest;
    }

    private static ScheduledThreadPoolExecutor watch() {
        ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "weir-statements");
            thread.setDaemon(true);
            return thread;
        });
        watch.setRemoveOnCancelPolicy(true);
        return watch;
    }

    /** @param longest in whole seconds, at least one */
    static Connection of(DuckDBConnection connection, Duration longest) {
        return (Connection) Proxy.newProxyInstance(
                TimedConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                new TimedConnection(connection, longest));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        if (method.getName().equals("commit")) {
            commit();
            return null;
        }
        Object result = call(method, arguments);
        if (result instanceof Statement statement) {
            statement.setQueryTimeout(Math.toIntExact(Math.max(1, longest.toSeconds())));
        }
        return result;
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    /** The driver's own statement for it has no timeout; to cancel any statement ends what the connection does. */
    private void commit() throws SQLException {
        try (Statement handle = connection.createStatement()) {
            ScheduledFuture<?> end = WATCH.schedule(() -> cancel(handle), longest.toMillis(), TimeUnit.MILLISECONDS);
            try {
                connection.commit();
            } finally {
                end.cancel(false);
            }
        }
    }

    private static void cancel(Statement handle) {
        try {
            handle.cancel();
        } catch (SQLException closed) {
            // The commit came to its end at this very moment.
            return;
        }
    }
}
