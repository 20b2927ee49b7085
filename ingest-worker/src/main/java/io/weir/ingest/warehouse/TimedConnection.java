package io.weir.ingest.warehouse;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of which no statement takes for ever, whoever makes it, nor does a commit or a rollback: MotherDuck may not answer, and who
 * waits for that holds partitions that another could have. What became of a commit that was ended, the watermark says.
 */
final class TimedConnection implements InvocationHandler {

    private static final Logger LOG = LoggerFactory.getLogger(TimedConnection.class);
    private static final ScheduledThreadPoolExecutor WATCH = watch();

    private static final Set<String> ENDS = Set.of("commit", "rollback");

    private final Connection connection;
    private final Duration longest;

    private TimedConnection(Connection connection, Duration longest) {
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
    static Connection of(Connection connection, Duration longest) {
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

    /**
     * The driver's own statements for these have no timeout, and another statement of the connection does not cancel them: only to
     * close the connection ends what it does.
     */
    private @Nullable Object end(Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        ScheduledFuture<?> late = WATCH.schedule(this::closeAside, longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return call(method, arguments);
        } catch (SQLException ended) {
            throw late.isDone() ? late(method, ended) : ended;
        } finally {
            late.cancel(false);
        }
    }

    /** Who reads the watermark next knows more; until then it may have been done or not. */
    private SQLException late(Method method, SQLException ended) {
        return new SQLTimeoutException(
                "a " + method.getName().toUpperCase(Locale.ROOT) + " took longer than " + longest.toMillis()
                        + " ms, which is weir.ingest.duckdb.statement-timeout, and was ended; whether its batch is"
                        + " written the watermark tells, and what is not is written then",
                ended);
    }

    /** It waits for what it ends, and others have to be watched meanwhile. */
    private void closeAside() {
        Thread closing = new Thread(this::close, "weir-late-commit");
        closing.setDaemon(true);
        closing.start();
    }

    private void close() {
        try {
            connection.close();
        } catch (SQLException failed) {
            LOG.warn("a connection whose commit took too long stays open", failed);
        }
    }
}
