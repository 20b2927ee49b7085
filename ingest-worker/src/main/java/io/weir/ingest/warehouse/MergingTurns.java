package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.sink.TableTakenException;
import io.weir.support.retry.Backoff;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Has those who merge into a table of an instance do so one after the other. Of two who write at the same time neither sees the rows of the
 * other: both would add one of a key that is new, and nothing of the table says that there is to be one.
 *
 * <p>Within a process they wait for each other. Of those of several processes, as there may be with MotherDuck, one is refused and comes again.
 */
final class MergingTurns {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(1));

    private final Map<String, Lock> locks = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param patience for how long who is refused comes again */
    MergingTurns(Duration patience) {
        this.patience = patience;
    }

    /**
     * Works when nobody else merges into any of some tables.
     *
     * @param tables as {@link WarehouseTable#key} has them, in an order that is the same for all, so that none waits in a circle
     * @param work that does all or nothing, and {@linkplain #claim claims} the tables
     * @throws TableTakenException if another process had one for too long
     */
    <T> T alone(SortedSet<String> tables, WritingThreads.Work<T> work) throws SQLException {
        Deque<Lock> held = new ArrayDeque<>();
        try {
            for (String table : tables) {
                Lock lock = locks.computeIfAbsent(table, first -> new ReentrantLock());
                lock.lock();
                held.push(lock);
            }
            return patiently(work);
        } finally {
            held.forEach(Lock::unlock);
        }
    }

    private <T> T patiently(WritingThreads.Work<T> work) throws SQLException {
        long until = System.nanoTime() + patience.toNanos();
        for (int failures = 1; ; failures++) {
            try {
                return work.run();
            } catch (TableTakenException taken) {
                if (System.nanoTime() - until >= 0) {
                    throw taken;
                }
                pause(failures, taken);
            }
        }
    }

    private static void pause(int failures, TableTakenException taken) {
        try {
            Thread.sleep(BACKOFF.after(failures, ThreadLocalRandom.current()).toMillis());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw taken;
        }
    }

    /**
     * Has a table to itself from here on until the caller's transaction ends, however others spell its name.
     *
     * @throws TableTakenException if another transaction has it, or had it since this one began
     */
    static void claim(Statement statement, String table) throws SQLException {
        take(statement, WarehouseTable.key(table));
    }

    /**
     * The same where workers of the version before may run during an upgrade: those that keep versions take a table by its name as
     * it is spelled.
     *
     * @throws TableTakenException as {@link #claim} does
     */
    static void claimAsBefore(Statement statement, String table) throws SQLException {
        claim(statement, table);
        if (!table.equals(WarehouseTable.key(table))) {
            take(statement, table);
        }
    }

    private static void take(Statement statement, String table) throws SQLException {
        String name = Sql.text(table);
        statement.execute("insert into weir.history select " + name + ", 0 on conflict do nothing");
        try {
            statement.execute("update weir.history set batches = batches + 1 where \"table\" = " + name);
        } catch (SQLException failed) {
            if (Transaction.isConflict(failed)) {
                throw new TableTakenException(table);
            }
            throw failed;
        }
    }
}
