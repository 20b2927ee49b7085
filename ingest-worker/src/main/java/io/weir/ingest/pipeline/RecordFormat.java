package io.weir.ingest.pipeline;

/** How records are encoded. */
public enum RecordFormat {
    /** One JSON object a record, in UTF-8. */
    JSON
}
