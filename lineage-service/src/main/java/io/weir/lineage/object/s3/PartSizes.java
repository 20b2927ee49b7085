package io.weir.lineage.object.s3;

/**
 * How large the parts of an upload are. S3 takes 10,000 of them, and nobody says beforehand how much will come: the parts of a
 * small object are small, and later ones grow, so that all together may hold 1 TB.
 *
 * @param first in bytes; no less than 5 MiB for Amazon
 * @param ofASize parts after which they grow by the first
 */
record PartSizes(long first, int ofASize) {

    static final PartSizes USUAL = new PartSizes(16L << 20, 800);

    private static final int MOST = 10_000;

    /** The bytes of a part, the first being 1; 0 where S3 takes no more. */
    long of(int number) {
        return number > MOST ? 0 : first * (1 + (number - 1) / ofASize);
    }
}
