package io.weir.ingest.deltasink;

import io.weir.ingest.sink.Memory.Knowledge;
import io.weir.ingest.sink.Owner;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline knows of time as transactions of its table: {@code pipeline/state[@generation]#…}, where a generation begins with
 * nothing. Each change has a number that no other has, and expects the number of the one before: so of two who know the
 * same only one changes it, and neither is taken for the other.
 */
final class StateNames {

    private static final String LATEST = "latest:";

    /** Nothing but JavaScript counts less far. */
    private static final long BOUND = 1L << 53;

    private final String prefix;

    StateNames(Owner owner) {
        long generation = owner.generations().latest();
        this.prefix = owner.pipeline() + "/state" + (generation == 0 ? "" : "@" + generation) + "#";
    }

    /** The number of the last change. */
    String change() {
        return prefix + "change";
    }

    /** A number for the next change. */
    static long number() {
        return ThreadLocalRandom.current().nextLong(BOUND);
    }

    /** What tells what is remembered now from what was before the table was made anew. */
    String life() {
        return prefix + "life";
    }

    private String mark() {
        return prefix + "mark";
    }

    /**
     * What is known by a table's transactions.
     *
     * @param changes a count of the reader's own
     */
    Knowledge read(Map<String, Long> transactions, long changes) {
        Map<Integer, Long> latest = new TreeMap<>();
        transactions.forEach((application, time) -> {
            if (application.startsWith(prefix + LATEST)) {
                latest.put(Integer.valueOf(application.substring((prefix + LATEST).length())), time);
            }
        });
        return new Knowledge(changes, transactions.get(mark()), latest);
    }

    /** Says what is new as transactions. */
    void write(Knowledge old, Knowledge now, Map<String, Long> written) {
        @Nullable Long mark = now.mark();
        if (mark != null && !mark.equals(old.mark())) {
            written.put(mark(), mark);
        }
        now.latest().forEach((partition, time) -> {
            if (!time.equals(old.latest().get(partition))) {
                written.put(prefix + LATEST + partition, time);
            }
        });
    }
}
