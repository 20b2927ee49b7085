package io.weir.ingest.warehouse;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.sink.TableTakenException;
import io.weir.support.retry.Backoff;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
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

    /**
     * The longest that who is refused comes again. A worker that stops, or hands partitions over, gives the batch in hand a minute;
     * a third of it leaves the rest for the batch itself, and for who waits behind it in the same process.
     */
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(20);

    private final Map<String, Lock> locks = new ConcurrentHashMap<>();
    private final Duration patience;

    /** @param patience for how long who is refused comes again, counted from when it began to wait */
    MergingTurns(Duration patience) {
        this.patience = patience;
    }

    /** Of a file, which no other process can have. */
    static MergingTurns withinProcess() {
        return new MergingTurns(Duration.ZERO);
    }

    /** Of an instance whose tables other processes write to, too. */
    static MergingTurns amongProcesses(Duration longestStatement) {
        return new MergingTurns(longestStatement.compareTo(LONGEST_PATIENCE) < 0 ? longestStatement : LONGEST_PATIENCE);
    }

    /** For how long who is refused comes again. */
    Duration patience() {
        return patience;
    }

    /**
     * Works when nobody else merges into any of some tables.
     *
     * @param tables as {@link WarehouseTable#key} has them, in an order that is the same for all, so that none waits in a circle
     * @param work that does all or nothing, and {@linkplain #claim claims} the tables
     * @throws TableTakenException if another process had one for too long, or the thread was interrupted while it waited
     */
    <T> T alone(SortedSet<String> tables, WritingThreads.Work<T> work) throws SQLException {
        long until = System.nanoTime() + patience.toNanos();
        Deque<Lock> held = new ArrayDeque<>();
        try {
            for (String table : tables) {
                Lock lock = locks.computeIfAbsent(table, first -> new ReentrantLock());
                take(lock, table);
                held.push(lock);
            }
            return patiently(work, until);
        } finally {
            held.forEach(Lock::unlock);
        }
    }

    private static void take(Lock lock, String table) {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new TableTakenException(table);
        }
    }

    private static <T> T patiently(WritingThreads.Work<T> work, long until) throws SQLException {
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
     * Makes the rows by which tables are {@linkplain #claim claimed}, each in a transaction of its own. Of two transactions that add
     * the same one, DuckDB tells the second only when it commits, and then of no conflict: it could not come again.
     *
     * @param connection that commits by itself
     * @param tables as {@link WarehouseTable#key} has them
     */
    static void register(Connection connection, SortedSet<String> tables) throws SQLException {
        for (String table : tables) {
            try (Statement statement = connection.createStatement()) {
                add(statement, table);
            } catch (SQLException failed) {
                // Somebody else has made it at the same moment, so that it is there.
                if (!isOfAnother(failed)) {
                    throw failed;
                }
            }
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
        try {
            add(statement, table);
            statement.execute("update weir.history set batches = batches + 1 where \"table\" = " + Sql.text(table));
        } catch (SQLException failed) {
            if (isOfAnother(failed)) {
                throw new TableTakenException(table);
            }
            throw failed;
        }
    }

    private static void add(Statement statement, String table) throws SQLException {
        statement.execute("insert into weir.history select " + Sql.text(table) + ", 0 on conflict do nothing");
    }

    /** Whether another transaction changed a table's row, or made one that this transaction cannot see. */
    private static boolean isOfAnother(SQLException failed) {
        // DuckDB has no error codes, and writes this one with a capital letter where it is not found by a commit.
        return Transaction.isConflict(failed)
                || String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT).contains("duplicate key");
    }
}
