package io.weir.metadata.commit;

/** By which of the protocol's rules two commits stand against each other; the order is that of their checking. */
public enum ConflictRule {
    PROTOCOL_CHANGED("Read the table again and decide anew whether the protocol must change."),
    METADATA_CHANGED("Read the table again, fit the data to the new schema and properties, and commit anew."),
    DOMAIN_METADATA("Read the domain's configuration again and decide anew."),
    CONCURRENT_TRANSACTION("Read the application's transaction again; what it says may be this very commit."),
    CONCURRENT_APPEND("Read the added files too, and commit the result anew."),
    CONCURRENT_DELETE_READ("Read the table again without the removed files, and commit the result anew."),
    CONCURRENT_DELETE_DELETE("The files are removed already; leave them out and commit what remains.");

    private final String remedy;

    ConflictRule(String remedy) {
        this.remedy = remedy;
    }

    /** What the loser can do about it. */
    public String remedy() {
        return remedy;
    }
}
