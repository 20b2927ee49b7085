package io.weir.platform.gateway.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;

/** A service's answer whose body is still on its way. Holds a connection and a permit until it is closed. */
final class UpstreamAnswer implements Closeable {

    /** Bytes that are read at once of a long answer. */
    private static final int LARGEST_PIECE = 128 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(UpstreamAnswer.class);

    private final UpstreamCall call;
    private final ClassicHttpResponse response;
    private final Runnable release;
    private final AtomicBoolean released = new AtomicBoolean();
    private boolean atEnd;

    UpstreamAnswer(UpstreamCall call, ClassicHttpResponse response, Runnable release) {
        this.call = call;
        this.response = response;
        this.release = release;
    }

    /** Whether it is a stream of events, which ends when somebody leaves. */
    static boolean isEndless(HttpResponse response) {
        var type = response.getFirstHeader(HttpHeaders.CONTENT_TYPE);
        return type != null && type.getValue().startsWith(MediaType.TEXT_EVENT_STREAM_VALUE);
    }

    HttpStatusCode status() {
        return HttpStatusCode.valueOf(response.getCode());
    }

    /** Copies status and headers; the length, too, so that the caller's side is framed as the service's was. */
    void copyHeadTo(HttpServletResponse caller) {
        caller.setStatus(response.getCode());
        ForwardedHeaders.answer(response, caller);
        var length = response.getFirstHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            caller.setHeader(HttpHeaders.CONTENT_LENGTH, length.getValue());
        }
    }

    /**
     * Copies the body as it arrives.
     *
     * @throws UpstreamBrokeOff when the service's side ends early
     * @throws IOException when the caller's side does
     */
    void copyTo(OutputStream caller) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            Passage.copy(new AnswerBody(entity.getContent()), caller, LARGEST_PIECE);
        }
        atEnd = true;
    }

    /** Gives the permit back; a body that was not read to its end is dropped with its connection. */
    @Override
    public void close() throws IOException {
        if (released.compareAndSet(false, true)) {
            try {
                closeResponse();
            } finally {
                release.run();
            }
        }
    }

    private void closeResponse() throws IOException {
        if (atEnd) {
            response.close();
            return;
        }
        call.request().cancel();
        try {
            response.close();
        } catch (IOException connectionIsGone) {
            LOG.debug("Dropped the rest of an answer", connectionIsGone);
        }
    }
}
