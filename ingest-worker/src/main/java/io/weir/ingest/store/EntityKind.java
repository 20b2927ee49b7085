package io.weir.ingest.store;

/** What there is in stores. */
public enum EntityKind {
    TOPIC,
    HUB,
    STREAM,
    FOLDER,
    FILE,
    SCHEMA,
    TABLE,
    VIEW;

    /** Whether it is there for others, and has no rows itself. */
    public boolean holdsOthers() {
        return this == FOLDER || this == SCHEMA;
    }

    /** Whether rows can be added to it. */
    public boolean takesRows() {
        return hasPartitions() || this == STREAM || this == TABLE;
    }

    /** Whether its rows are records of partitions. */
    public boolean hasPartitions() {
        return this == TOPIC || this == HUB;
    }
}
