package io.weir.ingest.deltasink;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Which replay of a pipeline's dead letters a table has got last, as a transaction of the table. Each one has a number that no
 * other has, so that a commit which is repeated is known, and that of another replay is not taken for it.
 *
 * @param before of the last one; {@link #NONE} if there was none
 * @param next of the one that is to come
 */
record ReplayNumber(String application, long before, long next) {

    static final long NONE = -1;

    /** Nothing but JavaScript counts less far. */
    private static final long BOUND = 1L << 53;

    /** The next one of a table with these transactions. */
    static ReplayNumber after(Map<String, Long> transactions, String pipeline) {
        String application = application(pipeline);
        long next = ThreadLocalRandom.current().nextLong(BOUND);
        return new ReplayNumber(application, transactions.getOrDefault(application, NONE), next);
    }

    /** What its number is called. */
    static String application(String pipeline) {
        return pipeline + "/#replay";
    }

    Map<String, @Nullable Long> expected() {
        Map<String, @Nullable Long> expected = new HashMap<>();
        expected.put(application, before == NONE ? null : before);
        return expected;
    }

    Map<String, Long> written() {
        return Map.of(application, next);
    }
}
