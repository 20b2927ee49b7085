package io.weir.platform.gateway.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.io.ResponseOutOfOrderStrategy;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/** A connection to a service that can tell of a body whether much more of it is there, not only what was read already. */
final class ServiceConnection extends DefaultManagedHttpClientConnection {

    /**
     * Bytes in the socket that are much. What frames chunks has fewer, so that some of these are of the body: whoever reads
     * on gets them and does not wait for others.
     */
    private static final int MUCH = 8 * 1024;

    ServiceConnection(String id, ResponseOutOfOrderStrategy answers) {
        super(id, null, null, null, null, null, answers, null, null);
    }

    @Override
    protected InputStream createContentInputStream(long length, SessionInputBuffer buffer, InputStream socket) {
        return new ArrivingBody(super.createContentInputStream(length, buffer, socket), socket);
    }

    /** A body of which a part may be in the library's buffer, and more in the socket. */
    private static final class ArrivingBody extends FilterInputStream {

        private final InputStream socket;

        ArrivingBody(InputStream body, InputStream socket) {
            super(body);
            this.socket = socket;
        }

        @Override
        public int available() throws IOException {
            int here = in.available();
            if (here > 0) {
                return here;
            }
            int there = socket.available();
            return there < MUCH ? 0 : there;
        }
    }
}
