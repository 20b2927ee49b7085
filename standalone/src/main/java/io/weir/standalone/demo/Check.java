package io.weir.standalone.demo;

/**
 * One line of the summary.
 *
 * @param value what was found
 * @param explanation what it was compared with
 */
record Check(boolean ok, String name, String value, String explanation) {}
