package io.weir.metadata.commit;

/** Which adds of others stand against a commit that has read. */
public enum IsolationLevel {
    /** All of them. */
    SERIALIZABLE("Serializable"),
    /** Those of commits that had read something themselves; the default. */
    WRITE_SERIALIZABLE("WriteSerializable"),
    /** None. */
    SNAPSHOT("SnapshotIsolation");

    private final String protocolName;

    IsolationLevel(String protocolName) {
        this.protocolName = protocolName;
    }

    /** The name in a log's commitInfo. */
    public String protocolName() {
        return protocolName;
    }
}
