package io.weir.standalone.platform;

/** What a platform is made of, in the order in which it stops: first who asks, then who is asked. */
enum Part {
    RUN_FILE("the platform"),
    PLATFORM_API("platform-api"),
    INGEST_WORKER("ingest-worker"),
    METADATA_SERVICE("metadata-service"),
    LINEAGE_SERVICE("lineage-service"),
    KAFKA("Kafka"),
    POSTGRES("PostgreSQL"),
    DATA_FOLDER("data folder");

    private final String label;

    Part(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether people are told that it stops. A folder that is let go was never said to start. */
    boolean isTold() {
        return this != DATA_FOLDER;
    }
}
