package io.weir.metadata;

import io.weir.metadata.zone.ZoneWorker;
import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Writes down every statement that goes through a data source, and counts the rows that are read. */
public final class StatementLog {

    /** How the names of threads begin that deliver messages, make zones, and look at regular times. */
    private static final List<String> BESIDE_REQUESTS = List.of("outbox-", ZoneWorker.THREAD, "scheduling-");

    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final AtomicLong rows = new AtomicLong();

    /** The statements that ran while something was done, but for what is done beside requests meanwhile. */
    public List<String> during(Runnable work) {
        statements.clear();
        rows.set(0);
        work.run();
        return List.copyOf(statements);
    }

    /** Rows that were read since {@link #during} began, by the same threads. */
    public long rows() {
        return rows.get();
    }

    private static boolean isWatched() {
        String thread = Thread.currentThread().getName();
        return BESIDE_REQUESTS.stream().noneMatch(thread::startsWith);
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
