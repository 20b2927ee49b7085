package io.weir.delta.conflict;

/** The rules that can refuse a commit, in the order they are asked. Names are stable: clients act on them. */
public enum ConflictRule {
    PROTOCOL_CHANGED("the protocol was changed", "read the table anew and check that its features are supported"),
    METADATA_CHANGED("the table's schema or properties were changed", "read the table's schema anew, then write again"),
    DOMAIN_METADATA_CHANGED("the same domain's settings were changed", "read the settings anew, then write again"),
    TRANSACTION_CHANGED(
            "the same application wrote its transaction",
            "another instance of this application runs: read its last transaction and leave out what it wrote"),
    ROW_TRACKING("row ids were given out", "add numRecords to the statistics of each file, then write again"),
    CONCURRENT_APPEND("files were added to what was read", "read again what this commit depends on, then write again"),
    DELETE_READ("files that were read are gone", "read again what this commit depends on, then write again"),
    DELETE_DELETE("the same files were removed", "check what is left to remove, then write again");

    private final String happened;
    private final String advice;

    ConflictRule(String happened, String advice) {
        this.happened = happened;
        this.advice = advice;
    }

    /** What the winner did, in a few words. */
    public String happened() {
        return happened;
    }

    /** What the loser can do. */
    public String advice() {
        return advice;
    }
}
