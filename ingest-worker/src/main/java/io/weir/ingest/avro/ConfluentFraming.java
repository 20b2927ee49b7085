package io.weir.ingest.avro;

import io.weir.ingest.decode.UnreadableRecordException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A zero, four bytes that number a schema of the registry, and the value.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">the
 *     wire format</a>
 */
record ConfluentFraming(WriterSchemas schemas) implements Framing {

    private static final int HEAD_BYTES = 1 + Integer.BYTES;

    @Override
    public void begin() {
        schemas.begin();
    }

    @Override
    public Framed open(byte[] payload, @Nullable String attributes) throws UnreadableRecordException {
        if (payload.length < HEAD_BYTES || payload[0] != 0) {
            throw new UnreadableRecordException(
                    "does not name its schema: it begins with no zero and the number of a schema");
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        bytes.get();
        String id = Integer.toUnsignedString(bytes.getInt());
        return new Framed(schemas.find(id), bytes);
    }
}
