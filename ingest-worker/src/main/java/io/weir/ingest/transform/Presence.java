package io.weir.ingest.transform;

/**
 * By when partitions without records are idle.
 *
 * @param begun since when somebody reads, in milliseconds since 1970
 * @param now in milliseconds since 1970
 */
record Presence(long begun, long now) {

    /**
     * Of clocks those of partitions that are waited for; more of a condition.
     *
     * @param idle milliseconds; 0 if all are
     */
    String condition(long idle) {
        return idle == 0 ? "" : " and greatest(seen_at, " + begun + ") > " + (now - idle);
    }

    /** Whether somebody has read for so many milliseconds that who has not come by now is idle; never if 0. */
    boolean isLonger(long idle) {
        return idle != 0 && now - begun >= idle;
    }
}
