package io.weir.metadata.vacuum;

/**
 * A file that is there.
 *
 * @param path its name relative to the table's location, as the store has it: nothing is percent-encoded
 * @param size in bytes
 */
public record ListedFile(String path, long size) {}
