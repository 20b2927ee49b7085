package io.weir.lineage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Counts the statements that one thread has the database prepare. */
final class CountedStatements implements BeanPostProcessor {

    private final ThreadLocal<AtomicInteger> count = ThreadLocal.withInitial(AtomicInteger::new);

    /** How many statements the work takes on this thread. */
    int during(Runnable work) {
        int before = count.get().get();
        work.run();
        return count.get().get() - before;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source
                ? proxy(
                        DataSource.class,
                        source,
                        (method, result) -> result instanceof Connection connection ? counted(connection) : result)
                : bean;
    }

    private Connection counted(Connection connection) {
        return proxy(Connection.class, connection, (method, result) -> {
            if (method.equals("prepareStatement")) {
                count.get().incrementAndGet();
            }
            return result;
        });
    }

    private interface Answer {
        Object of(String method, Object result);
    }

    private static <T> T proxy(Class<T> type, T target, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                CountedStatements.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return answer.of(method.getName(), method.invoke(target, arguments));
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                }));
    }
}
