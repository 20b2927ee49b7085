package io.weir.ingest.avro.http;

import io.weir.ingest.avro.WriterSchema;
import io.weir.ingest.decode.UnreadableRecordException;

/** What one registry says of ids, each time that it is asked. */
interface SchemaAnswers {

    /** Tells its ids from those of other registries. */
    String registry();

    /**
     * The schema of an id.
     *
     * @throws UnreadableRecordException if the registry says that it has none, or it is none of Avro
     * @throws io.weir.ingest.source.SourceException if it does not say
     */
    WriterSchema read(String id) throws UnreadableRecordException;
}
