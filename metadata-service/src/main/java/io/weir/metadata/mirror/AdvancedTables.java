package io.weir.metadata.mirror;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

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

    /**
     * Takes the tables that wait longest, of several that wait half of them, so that other workers find some, too. None
     * at a time in nanoseconds of {@code System.nanoTime}, and when closed.
     */
    synchronized List<String> take(int atMost, long deadline) throws InterruptedException {
        for (long left = deadline - System.nanoTime(); open && left > 0; left = deadline - System.nanoTime()) {
            List<String> next = next(Math.min(atMost, (waiting.size() + 1) / 2));
            if (!next.isEmpty()) {
                return next;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return List.of();
    }

    private List<String> next(int atMost) {
        List<String> next = new ArrayList<>();
        for (Iterator<String> tables = waiting.iterator(); tables.hasNext() && next.size() < atMost; ) {
            String table = tables.next();
            if (taken.add(table)) {
                tables.remove();
                next.add(table);
            }
        }
        return next;
    }

    /** Gives a table back that was taken. */
    synchronized void done(String table) {
        taken.remove(table);
        if (waiting.contains(table)) {
            notify();
        }
    }
}
