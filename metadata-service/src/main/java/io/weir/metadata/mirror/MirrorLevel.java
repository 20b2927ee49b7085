package io.weir.metadata.mirror;

/** How bad it is that a mirror is behind. */
public enum MirrorLevel {
    OK,
    WARNING,
    CRITICAL;

    /** Seconds of lag from which on a table is a warning, and is critical. */
    static final int WARNS_AT = 60;

    static final int CRITICAL_AT = 300;

    /** The level of a mirror that is so far behind. */
    public static MirrorLevel of(MirrorState state, double lagSeconds) {
        if (state == MirrorState.SPLIT_BRAIN || lagSeconds >= CRITICAL_AT) {
            return CRITICAL;
        }
        return lagSeconds >= WARNS_AT ? WARNING : OK;
    }
}
