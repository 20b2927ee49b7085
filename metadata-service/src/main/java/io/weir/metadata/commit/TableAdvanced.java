package io.weir.metadata.commit;

/**
 * A version was committed: published after its transaction, for whoever wants to act on it at once.
 *
 * @param files that came with it since this was last told of the table, or more
 */
public record TableAdvanced(String table, long version, long files) {}
