package io.weir.metadata;

import io.weir.metadata.InterceptedObjects.Call;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Real data sources behind whatever a test does before or after each statement. */
public final class InterceptedStatements {

    /** Stands for the text of a statement where a connection is asked for its own {@code COPY}. */
    public static final String COPY = "copy";

    /** Stands for the text of a statement where a transaction ends well. */
    public static final String COMMIT = "commit";

    private InterceptedStatements() {}

    /** What is done about a statement. */
    public interface Interception {
        @Nullable
        Object of(String sql, Call call) throws Throwable;
    }

    /** What is done about a call of an object's method. */
    interface Watch {
        @Nullable
        Object of(Method method, Object[] arguments, Call call) throws Throwable;
    }

    /** Puts itself before every data source of an application. */
    public static BeanPostProcessor ofDataSources(Interception interception) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource source ? watch(source, interception) : bean;
            }
        };
    }

    private static DataSource watch(DataSource source, Interception interception) {
        return proxy(DataSource.class, source, (method, arguments, call) -> {
            Object result = call.make();
            return result instanceof Connection connection ? watch(connection, interception) : result;
        });
    }

    private static Connection watch(Connection connection, Interception interception) {
        return proxy(Connection.class, connection, (method, arguments, call) -> switch (method.getName()) {
            case "unwrap" -> interception.of(COPY, call);
            case "commit" -> interception.of(COMMIT, call);
            default -> {
                Object result = call.make();
                yield result instanceof PreparedStatement statement
                        ? watch(statement, String.valueOf(arguments[0]), interception)
                        : result;
            }
        });
    }

    private static PreparedStatement watch(PreparedStatement statement, String sql, Interception interception) {
        return proxy(
                PreparedStatement.class,
                statement,
                (method, arguments, call) ->
                        method.getName().startsWith("execute") ? interception.of(sql, call) : call.make());
    }

    static <T> T proxy(Class<T> type, T target, Watch watch) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> watch.of(method, arguments, () -> invoke(target, method, arguments))));
    }

    private static Object invoke(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
