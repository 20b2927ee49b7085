package io.weir.ingest.store;

/** What there is in stores. */
public enum EntityKind {
    TOPIC,
    HUB,
    FOLDER,
    FILE,
    SCHEMA,
    TABLE,
    VIEW
}
