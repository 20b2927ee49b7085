package io.weir.platform.gateway.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/** A service's answer whose body is still on its way. Holds a connection and a permit until it is closed. */
final class UpstreamAnswer implements Closeable {

    private static final int BUFFER_BYTES = 32 * 1024;

    private final ClassicHttpResponse response;
    private final Runnable release;
    private final AtomicBoolean released = new AtomicBoolean();

    UpstreamAnswer(ClassicHttpResponse response, Runnable release) {
        this.response = response;
        this.release = release;
    }

    HttpStatusCode status() {
        return HttpStatusCode.valueOf(response.getCode());
    }

    HttpHeaders headers() {
        HttpHeaders headers = new HttpHeaders();
        for (var header : response.getHeaders()) {
            headers.add(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        return headers;
    }

    /**
     * Copies the body as it arrives, in constant memory. Flushes whenever the service pauses, so that an event or a line
     * is passed on when it was sent, and a large body in full buffers.
     *
     * @throws UpstreamBrokeOff when the service's side ends early
     * @throws IOException when the caller's side does
     */
    void copyTo(OutputStream caller) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return;
        }
        InputStream body = entity.getContent();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = read(body, buffer); count >= 0; count = read(body, buffer)) {
            caller.write(buffer, 0, count);
            if (available(body) == 0) {
                caller.flush();
            }
        }
    }

    private static int read(InputStream body, byte[] buffer) throws UpstreamBrokeOff {
        try {
            return body.read(buffer);
        } catch (IOException failure) {
            throw new UpstreamBrokeOff(failure);
        }
    }

    private static int available(InputStream body) throws UpstreamBrokeOff {
        try {
            return body.available();
        } catch (IOException failure) {
            throw new UpstreamBrokeOff(failure);
        }
    }

    /** Gives the permit back; a body that was not read to its end is dropped with its connection. */
    @Override
    public void close() throws IOException {
        if (released.compareAndSet(false, true)) {
            try {
                response.close();
            } finally {
                release.run();
            }
        }
    }
}
