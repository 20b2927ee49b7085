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
     * and a large body in full buffers: each piece is a call of the system, which wakes who reads it.
     *
     * @param largest bytes of a piece of a long body
     */
    static void copy(InputStream body, OutputStream receiver, int largest) throws IOException {
        byte[] buffer = new byte[SMALL_PIECE];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            count = fill(buffer, count, body);
            receiver.write(buffer, 0, count);
            if (pauses(body)) {
                receiver.flush();
            }
            if (buffer.length == SMALL_PIECE && count > SMALL_PIECE / 2) {
                buffer = new byte[largest];
            }
        }
    }

    /** Puts what is there already behind so many bytes, and tells how many are in the buffer then. */
    private static int fill(byte[] buffer, int count, InputStream body) throws IOException {
        int filled = count;
        while (filled < buffer.length && !pauses(body)) {
            int more = body.read(buffer, filled, buffer.length - filled);
            if (more < 0) {
                return filled;
            }
            filled += more;
        }
        return filled;
    }

    /** Of a body that has more than 2 GiB to come, the client's count turns negative. */
    private static boolean pauses(InputStream body) throws IOException {
        return body.available() <= 0;
    }
}
