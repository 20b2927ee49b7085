package io.weir.ingest.avro;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Values and nothing else, all of one schema. */
record BareFraming(WriterSchema schema) implements Framing {

    @Override
    public Framed open(byte[] payload, @Nullable String attributes) {
        return new Framed(schema, ByteBuffer.wrap(payload));
    }
}
