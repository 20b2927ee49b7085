package io.weir.ingest.avro;

import io.weir.ingest.decode.UnreadableRecordException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** How a record says which schema it was written by. */
interface Framing {

    /** Another batch begins. */
    default void begin() {}

    /** What is in a record. */
    Framed open(byte[] payload, @Nullable String attributes) throws UnreadableRecordException;

    /**
     * A value and what it was written by.
     *
     * @param bytes an array's, from its position to its limit
     */
    record Framed(WriterSchema schema, ByteBuffer bytes) {}
}
