package io.weir.delta.conflict;

/** What a commit must have seen of others' appends. The names are the ones that the API takes. */
public enum IsolationLevel {
    /** As if all commits had been made one after the other in the order of their versions. */
    SERIALIZABLE,
    /** As if writers had worked one after the other, in some order: blind appends are never in the way. The default. */
    WRITE_SERIALIZABLE,
    /** Appends are never in the way; for commits that do not change data. */
    SNAPSHOT
}
