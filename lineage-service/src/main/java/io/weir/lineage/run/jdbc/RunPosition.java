package io.weir.lineage.run.jdbc;

import io.weir.lineage.openlineage.Tokens;
import java.util.UUID;

/**
 * Where a run stood in a list when it was read. An earlier event that comes later moves the run, but not this place, so that
 * the next page leaves out nothing.
 *
 * @param firstBy id of the earliest event about the run that was known
 */
record RunPosition(UUID firstBy, UUID runId) {

    private static final char BETWEEN = '/';

    /** The key that a page token bears. */
    String key() {
        return firstBy.toString() + BETWEEN + runId;
    }

    /** Whether a key is a position. Those of earlier versions are the id of the run alone. */
    static boolean isIn(String key) {
        return key.indexOf(BETWEEN) >= 0;
    }

    /** Reads a key; refuses one of another list. */
    static RunPosition of(String key) {
        int between = key.indexOf(BETWEEN);
        return new RunPosition(Tokens.of(key.substring(0, between)), Tokens.of(key.substring(between + 1)));
    }
}
