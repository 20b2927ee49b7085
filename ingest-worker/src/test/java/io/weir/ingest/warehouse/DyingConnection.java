package io.weir.ingest.warehouse;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connection of a process that dies in one of its batches where a kill from outside hardly ever hits: the rows are in the transaction,
 * and the watermark is not yet. Nothing is closed, and nothing is run at its end, as with a kill.
 */
final class DyingConnection {

    /** A system property: which batch of the process is its last one, counted from 1. */
    static final String LAST_BATCH = "weir.test.last-batch";

    /** As the system says it of a process that was killed. */
    private static final int KILLED = 137;

    private DyingConnection() {}

    /** The connection itself where the process is not to die by itself. */
    static Connection of(Connection real) {
        int last = Integer.getInteger(LAST_BATCH, 0);
        if (last == 0) {
            return real;
        }
        AtomicInteger batches = new AtomicInteger();
        return (Connection) Proxy.newProxyInstance(
                DyingConnection.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")
                            && arguments[0].equals(Watermarks.ADVANCE)
                            && batches.incrementAndGet() == last) {
                        Runtime.getRuntime().halt(KILLED);
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getTargetException();
                    }
                });
    }
}
