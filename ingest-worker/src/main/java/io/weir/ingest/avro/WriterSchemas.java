package io.weir.ingest.avro;

import io.weir.ingest.decode.UnreadableRecordException;

/** Schemas that records name. */
@FunctionalInterface
public interface WriterSchemas {

    /** Another batch begins: what was not there may be by now. */
    default void begin() {}

    /**
     * The schema of an id, which never has another one.
     *
     * @throws UnreadableRecordException if there is none, or it is none of Avro
     * @throws io.weir.ingest.source.SourceException if it cannot be asked for now
     */
    WriterSchema find(String id) throws UnreadableRecordException;
}
