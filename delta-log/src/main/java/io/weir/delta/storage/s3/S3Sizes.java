package io.weir.delta.storage.s3;

/**
 * What goes over the wire at once.
 *
 * @param whole bytes up to which an object goes in one piece
 * @param part bytes of each piece of a larger one, which are in memory meanwhile
 * @param page keys that one call lists at most
 */
record S3Sizes(long whole, int part, int page) {

    /** A piece in a minute asks for 5 Mbit/s. S3 takes 10,000 pieces: 320 GB. */
    static final S3Sizes USUAL = new S3Sizes(32L << 20, 32 << 20, 1000);
}
