package io.weir.metadata;

import io.weir.metadata.zone.ZoneWorker;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Writes down every statement that goes through a data source, and counts the rows that are read. */
public final class StatementLog {

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final AtomicLong rows = new AtomicLong();

    /** The statements that ran while something was done, but for those that deliver messages or make zones meanwhile. */
    public List<String> during(Runnable work) {
        statements.clear();
        rows.set(0);
        work.run();
        return statements.stream().filter(StatementLog::isOfTheRequest).toList();
    }

    /** Rows that were read since {@link #during} began. */
    public long rows() {
        return rows.get();
    }

    private static boolean isOfTheRequest(String sql) {
        return !sql.contains("outbox_message") || sql.strip().startsWith("insert");
    }

    private static boolean isWatched() {
        return !Thread.currentThread().getName().equals(ZoneWorker.THREAD);
    }

    public BeanPostProcessor watchingDataSources() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? watch(source) : bean;
            }
        };
    }

    private DataSource watch(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = invoke(source, method, arguments);
            return result instanceof Connection connection && isWatched() ? watch(connection) : result;
        });
    }

    private Connection watch(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("unwrap")) {
                // Who asks for the driver's own connection copies.
                statements.add("copy");
            }
            Object result = invoke(connection, method, arguments);
            return result instanceof PreparedStatement statement
                    ? watch(statement, String.valueOf(arguments[0]))
                    : result;
        });
    }

    private PreparedStatement watch(PreparedStatement statement, String sql) {
        return proxy(PreparedStatement.class, (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                statements.add(sql);
            }
            Object result = invoke(statement, method, arguments);
            return result instanceof ResultSet found ? watch(found) : result;
        });
    }

    private ResultSet watch(ResultSet found) {
        return proxy(ResultSet.class, (proxy, method, arguments) -> {
            Object result = invoke(found, method, arguments);
            if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
                rows.incrementAndGet();
            }
            return result;
        });
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
