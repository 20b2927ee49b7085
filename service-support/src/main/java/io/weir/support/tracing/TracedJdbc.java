package io.weir.support.tracing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Connections and statements that are the driver's, but for a span around each call that the database answers. */
final class TracedJdbc {

    private static final Step COMMIT = Step.sql("COMMIT", null);

    private TracedJdbc() {}

    /** Of a method of what stands behind a proxy. */
    private interface Invocation extends InvocationHandler {

        @Nullable
        Object of(Method method, @Nullable Object @Nullable [] arguments) throws Exception;

        /** A handler gives null for methods that give nothing, whatever its own declaration says. */
        @Override
        @SuppressWarnings("NullAway")
        default Object invoke(Object proxy, Method method, Object[] arguments) throws Exception {
            return of(method, arguments);
        }
    }

    static Connection connection(Connection connection, Spans spans) {
        return proxy(Connection.class, (method, arguments) -> {
            if (method.getName().equals("commit")) {
                return spans.<@Nullable Object, Exception>around(COMMIT, () -> call(connection, method, arguments));
            }
            Object made = call(connection, method, arguments);
            String sql = firstText(arguments);
            if (made instanceof CallableStatement statement) {
                return statement(CallableStatement.class, statement, sql, spans);
            }
            if (made instanceof PreparedStatement statement) {
                return statement(PreparedStatement.class, statement, sql, spans);
            }
            return made instanceof Statement statement ? statement(Statement.class, statement, null, spans) : made;
        });
    }

    private static <S extends Statement> S statement(
            Class<S> type, S statement, @Nullable String prepared, Spans spans) {
        return proxy(type, (method, arguments) -> {
            if (!method.getName().startsWith("execute")) {
                return call(statement, method, arguments);
            }
            String given = firstText(arguments);
            SqlSummary summary = SqlSummary.of(String.valueOf(given == null ? prepared : given));
            return spans.<@Nullable Object, Exception>around(
                    Step.sql(summary.operation(), summary.table()), () -> call(statement, method, arguments));
        });
    }

    private static @Nullable String firstText(@Nullable Object @Nullable [] arguments) {
        return arguments != null && arguments.length > 0 && arguments[0] instanceof String text ? text : null;
    }

    private static @Nullable Object call(Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }

    private static <T> T proxy(Class<T> type, Invocation invocation) {
        return type.cast(Proxy.newProxyInstance(TracedJdbc.class.getClassLoader(), new Class<?>[] {type}, invocation));
    }
}
