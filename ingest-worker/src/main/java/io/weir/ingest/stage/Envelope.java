package io.weir.ingest.stage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A record together with what its broker knows of it, as one payload to be staged: for formats that need both, at the
 * price of copies and objects for each record.
 */
public final class Envelope {

    private static final byte ABSENT = 0;
    private static final byte PRESENT = 1;

    private final String attributes;
    private final byte @Nullable [] payload;

    private Envelope(String attributes, byte @Nullable [] payload) {
        this.attributes = attributes;
        this.payload = payload;
    }

    /**
     * Puts a record into an envelope.
     *
     * @param attributes JSON in UTF-8
     * @param payload null for a tombstone
     */
    public static ByteBuffer seal(byte[] attributes, @Nullable ByteBuffer payload) {
        int length = payload == null ? 0 : payload.remaining();
        ByteBuffer sealed = ByteBuffer.allocate(Integer.BYTES + 1 + attributes.length + length);
        sealed.putInt(attributes.length).put(payload == null ? ABSENT : PRESENT).put(attributes);
        return payload == null ? sealed.flip() : sealed.put(payload).flip();
    }

    /** Opens what {@link #seal} made. */
    public static Envelope read(byte[] sealed) {
        ByteBuffer bytes = ByteBuffer.wrap(sealed);
        byte[] attributes = new byte[bytes.getInt()];
        boolean present = bytes.get() == PRESENT;
        bytes.get(attributes);
        byte[] payload = new byte[bytes.remaining()];
        bytes.get(payload);
        return new Envelope(new String(attributes, StandardCharsets.UTF_8), present ? payload : null);
    }

    /** What the broker knows, as JSON. */
    public String attributes() {
        return attributes;
    }

    /** What was sent; null of a tombstone. */
    public byte @Nullable [] payload() {
        return payload;
    }
}
