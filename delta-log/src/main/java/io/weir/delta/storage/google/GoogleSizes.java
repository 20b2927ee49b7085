package io.weir.delta.storage.google;

/**
 * What goes over the wire at once.
 *
 * @param whole bytes up to which an object goes in one piece
 * @param part bytes of each piece of a larger one, which are in memory meanwhile: a multiple of {@link #STEP}
 * @param page objects that a page of a listing holds at most
 */
record GoogleSizes(long whole, int part, int page) {

    /** What Google keeps of a piece is a multiple of this. */
    static final int STEP = 256 << 10;

    /** A piece in a minute asks for 2 Mbit/s. */
    static final GoogleSizes USUAL = new GoogleSizes(16L << 20, 16 << 20, 1000);
}
