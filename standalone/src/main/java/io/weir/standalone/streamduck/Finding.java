package io.weir.standalone.streamduck;

/**
 * What came of trying to sign in.
 *
 * @param number of the mapping
 * @param kind {@code hub} or {@code table}
 * @param detail what was found, or what is in the way, in one line
 */
record Finding(String number, String kind, String where, boolean ok, String detail) {}
