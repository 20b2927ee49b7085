package io.weir.ingest.warehouse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.duckdb.DuckDBConnection;

/**
 * Files in which DuckDB comes to no end where a test says so: with a query of its own that takes for ever, on the very connection,
 * so that it is ended as any other.
 */
public final class StallingWarehouses extends Warehouses {

    private static final String ENDLESS = "select sum(x.range * y.range) from range(100000000) x, range(100000000) y";

    private final Stalls stalls;

    /** Where a batch can come to no end. */
    public enum When {
        /** The batch is not written yet. */
        INSERT,
        /** The batch is never committed. */
        BEFORE_COMMIT,
        /** The batch is committed, and whoever committed it is not told. */
        AFTER_COMMIT,
        /** A column's type is not changed yet. */
        WIDENING
    }

    public StallingWarehouses(WarehouseLimits limits) {
        this(limits, new Stalls());
    }

    private StallingWarehouses(WarehouseLimits limits, Stalls stalls) {
        super(limits, stalls::connect);
        this.stalls = stalls;
    }

    /** The next batch does not get beyond there; the one after it does. */
    public void stall(When when) {
        stalls.due.add(when);
    }

    /** Whether one that was asked for is still to come. */
    public boolean isStillToCome(When when) {
        return stalls.due.contains(when);
    }

    private static final class Stalls {
        private final Set<When> due = ConcurrentHashMap.newKeySet();

        Connection connect(DuckDBConnection open) throws SQLException {
            Connection real = open.duplicate();
            AtomicBoolean hasBatch = new AtomicBoolean();
            return proxy(Connection.class, (method, arguments) -> {
                if (method.getName().equals("commit") && hasBatch.getAndSet(false)) {
                    commit(real);
                    return null;
                }
                Object result = call(real, method, arguments);
                return method.getName().equals("createStatement") ? around((Statement) result, hasBatch) : result;
            });
        }

        private void commit(Connection real) throws SQLException {
            if (due.remove(When.BEFORE_COMMIT)) {
                stall(real);
            }
            real.commit();
            if (due.remove(When.AFTER_COMMIT)) {
                stall(real);
            }
        }

        private static void stall(Connection real) throws SQLException {
            try (Statement statement = real.createStatement()) {
                statement.execute(ENDLESS);
            }
        }

        private Statement around(Statement real, AtomicBoolean hasBatch) {
            return proxy(Statement.class, (method, arguments) -> {
                if (isWidening(method, arguments) && due.remove(When.WIDENING)) {
                    real.execute(ENDLESS);
                }
                if (isOfBatch(method, arguments)) {
                    hasBatch.set(true);
                    if (due.remove(When.INSERT)) {
                        real.execute(ENDLESS);
                    }
                }
                return call(real, method, arguments);
            });
        }

        private static boolean isWidening(Method method, Object[] arguments) {
            return method.getName().startsWith("execute")
                    && arguments != null
                    && arguments[0].toString().contains("set data type");
        }

        /** Whether it writes rows into a table of a pipeline. */
        private static boolean isOfBatch(Method method, Object[] arguments) {
            return method.getName().startsWith("execute")
                    && arguments != null
                    && arguments[0].toString().startsWith("insert into \"");
        }
    }

    @FunctionalInterface
    private interface Call {
        Object of(Method method, Object[] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(
                StallingWarehouses.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> call.of(method, arguments)));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }
}
