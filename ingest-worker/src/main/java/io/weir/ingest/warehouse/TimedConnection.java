package io.weir.ingest.warehouse;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A connection of which no statement takes for ever, whoever makes it, nor does a commit or a rollback: MotherDuck may not answer, and who
 * waits for that holds partitions that another could have. What became of a commit that was ended, the watermark says.
 */
final class TimedConnection implements InvocationHandler {

    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private static final Set<String> ENDS = Set.of("commit", "rollback");

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
        if (ENDS.contains(method.getName())) {
            return end(method, arguments);
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

    /** The driver's own statements for these have no timeout; to cancel any statement ends what the connection does. */
    private @Nullable Object end(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        try (Statement handle = connection.createStatement()) {
            ScheduledFuture<?> late = WATCH.schedule(() -> cancel(handle), longest.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return call(method, arguments);
            } finally {
                late.cancel(false);
            }
        }
    }

    private static void cancel(Statement handle) {
        try {
            handle.cancel();
        } catch (SQLException closed) {
            // It came to its end at this very moment.
            return;
        }
    }
}
