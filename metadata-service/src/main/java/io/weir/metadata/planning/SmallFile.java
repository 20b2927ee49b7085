package io.weir.metadata.planning;

/**
 * A live file in a listing of small ones.
 *
 * @param add body of its add action, as JSON
 */
public record SmallFile(SizeKey key, String add) {}
