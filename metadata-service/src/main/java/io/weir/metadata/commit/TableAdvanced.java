package io.weir.metadata.commit;

/** A version was committed: published after its transaction, for whoever wants to act on it at once. */
public record TableAdvanced(String table, long version) {}
