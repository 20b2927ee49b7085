package io.weir.metadata.history;

/**
 * A commit as its log file has it.
 *
 * @param timestamp in-commit timestamp, milliseconds since 1970
 * @param content its log file: an action a line
 */
public record LoggedCommit(long version, long timestamp, String content) {}
