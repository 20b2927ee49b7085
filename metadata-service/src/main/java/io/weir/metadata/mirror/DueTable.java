package io.weir.metadata.mirror;

/**
 * A table whose mirror has something to do.
 *
 * @param dropped whether the table is; there may be another of its name then
 */
public record DueTable(String name, boolean dropped) {}
