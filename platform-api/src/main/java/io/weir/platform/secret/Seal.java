package io.weir.platform.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** The place of a sealed value: put into another row, or below another name, it does not open. */
record Seal(UUID id, String name) {

    private static final byte[] PURPOSE = "weir secret 1\0".getBytes(StandardCharsets.US_ASCII);

    byte[] bytes() {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(PURPOSE.length + 2 * Long.BYTES + text.length)
                .put(PURPOSE)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .put(text)
                .array();
    }
}
