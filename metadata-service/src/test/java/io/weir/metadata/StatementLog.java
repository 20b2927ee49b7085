package io.weir.metadata;

import io.weir.metadata.zone.ZoneWorker;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
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
        return InterceptedStatements.ofDataSources((sql, call) -> {
            if (!isWatched() || sql.equals(InterceptedStatements.COMMIT)) {
                return call.make();
            }
            statements.add(sql);
            Object result = call.make();
            return result instanceof ResultSet found ? watch(found) : result;
        });
    }

    private ResultSet watch(ResultSet found) {
        return InterceptedStatements.proxy(ResultSet.class, found, (method, arguments, call) -> {
            Object result = call.make();
            if (method.getName().equals("next") && Boolean.TRUE.equals(result)) {
                rows.incrementAndGet();
            }
            return result;
        });
    }
}
