package io.weir.platform.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** How bodies pass, in either direction: as they come, in constant memory. */
final class Passage {

    /** Bytes of a body that are read at first, which most bodies have not. */
    private static final int SMALL_PIECE = 8 * 1024;

    private Passage() {}

    /**
     * Copies a body to its end. Flushes whenever its sender pauses, so that an event or a line is passed on when it was sent,
     * and a large body in full buffers.
     *
     * @param largest bytes that are read at once of a long body
     */
    static void copy(InputStream body, OutputStream receiver, int largest) throws IOException {
        byte[] buffer = new byte[SMALL_PIECE];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            receiver.write(buffer, 0, count);
            // Of a body that has more than 2 GiB to come, the client's count turns negative.
            if (body.available() <= 0) {
                receiver.flush();
            }
            if (buffer.length == SMALL_PIECE && count > SMALL_PIECE / 2) {
                buffer = new byte[largest];
            }
        }
    }
}
