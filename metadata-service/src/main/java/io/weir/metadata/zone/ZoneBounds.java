package io.weir.metadata.zone;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Between which values the columns of some files lie together. What is not known of one file is not known of them all:
 * whatever condition keeps a file keeps its zone.
 */
public final class ZoneBounds {

    private byte[] @Nullable [] lows = {};
    private byte[] @Nullable [] highs = {};
    private long withoutNulls = -1;
    private long nullsOnly = -1;
    private int files;

    /**
     * Takes a file in.
     *
     * @param fileLows by slot; null where not known, and so is what lies behind its end
     * @param fileHighs likewise
     * @param fileWithoutNulls bit by slot
     * @param fileNullsOnly bit by slot
     */
    public void add(
            byte[] @Nullable [] fileLows, byte[] @Nullable [] fileHighs, long fileWithoutNulls, long fileNullsOnly) {
        lows = files == 0 ? fileLows.clone() : widened(lows, fileLows, -1);
        highs = files == 0 ? fileHighs.clone() : widened(highs, fileHighs, 1);
        withoutNulls &= fileWithoutNulls;
        nullsOnly &= fileNullsOnly;
        files++;
    }

    /** Of each slot that both know the one that lies further to a side: -1 for down, 1 for up. */
    private static byte[] @Nullable [] widened(byte[] @Nullable [] ours, byte[] @Nullable [] others, int side) {
        byte[] @Nullable [] result = Arrays.copyOf(ours, Math.min(ours.length, others.length));
        for (int slot = 0; slot < result.length; slot++) {
            byte[] our = ours[slot];
            byte[] other = others[slot];
            if (our == null || other == null) {
                result[slot] = null;
            } else if (Integer.signum(Arrays.compareUnsigned(other, our)) == side) {
                result[slot] = other;
            }
        }
        return result;
    }

    /** The array itself, not a copy. */
    public byte[] @Nullable [] lows() {
        return lows;
    }

    /** The array itself, not a copy. */
    public byte[] @Nullable [] highs() {
        return highs;
    }

    public long withoutNulls() {
        return withoutNulls;
    }

    public long nullsOnly() {
        return nullsOnly;
    }
}
