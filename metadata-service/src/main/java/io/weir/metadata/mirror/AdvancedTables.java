package io.weir.metadata.mirror;

import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tables that have something to publish, in the order in which they came to have it. Each is here once, whatever happens
 * to it meanwhile, and with one worker at a time: one that advances while a worker has it is given out again afterwards.
 */
final class AdvancedTables {

    private final Set<String> waiting = new LinkedHashSet<>();
    private final Set<String> taken = new HashSet<>();
    private boolean open;

    synchronized void open() {
        open = true;
    }

    /** Sends away whoever waits here, and whoever comes. */
    synchronized void close() {
        open = false;
        notifyAll();
    }

    synchronized void add(String table) {
        if (waiting.add(table)) {
            notify();
        }
    }

    /** Takes the table that waits longest; null at a time in nanoseconds of {@code System.nanoTime}, and when closed. */
    synchronized @Nullable String take(long deadline) throws InterruptedException {
        for (long left = deadline - System.nanoTime(); open && left > 0; left = deadline - System.nanoTime()) {
            String table = next();
            if (table != null) {
                return table;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return null;
    }

    private @Nullable String next() {
        for (Iterator<String> tables = waiting.iterator(); tables.hasNext(); ) {
            String table = tables.next();
            if (taken.add(table)) {
                tables.remove();
                return table;
            }
        }
        return null;
    }

    /** Gives a table back that was taken. */
    synchronized void done(String table) {
        taken.remove(table);
        if (waiting.contains(table)) {
            notify();
        }
    }
}
