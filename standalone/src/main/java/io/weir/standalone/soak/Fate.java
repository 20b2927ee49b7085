package io.weir.standalone.soak;

/** What must become of an event. It follows from its place alone, so that who looks afterwards needs no notes. */
enum Fate {
    /** A row of each table. */
    ROW,
    /** A dead letter, since it is not JSON: 0.5 % of all. */
    BROKEN,
    /** A dead letter, since a field does not fit its column: 0.5 % of all. */
    MISFIT,
    /** Left out by the pipeline's transform: 2 % of all. */
    FILTERED;

    private static final int WHOLE = 200;
    private static final int FILTERED_PART = 4;

    /** The fate of record {@code sequence} of {@code partition}. */
    static Fate of(int partition, long sequence) {
        long mixed = (sequence * 31 + partition + 1) * 0x9E3779B97F4A7C15L;
        int share = (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), WHOLE);
        if (share == 0) {
            return BROKEN;
        }
        if (share == 1) {
            return MISFIT;
        }
        return share < 2 + FILTERED_PART ? FILTERED : ROW;
    }

    boolean isLetter() {
        return this == BROKEN || this == MISFIT;
    }
}
