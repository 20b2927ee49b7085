package io.weir.platform.gateway.http;

import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/** The caller's body as it is sent to a service. The library's own way takes 4 KB at a time and holds the last of them back. */
final class PassedBody extends AbstractHttpEntity {

    /** The container hands out no more at once. */
    private static final int LARGEST_PIECE = 16 * 1024;

    private final RequestBody body;
    private final long length;
    private final ServiceRequest request;

    /**
     * The body of a request.
     *
     * @param length bytes that it has; negative where its end says so
     */
    PassedBody(RequestBody body, long length, ServiceRequest request) {
        super((String) null, null, length < 0);
        this.body = body;
        this.length = length;
        this.request = request;
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public InputStream getContent() {
        return body;
    }

    @Override
    public void writeTo(OutputStream service) throws IOException {
        try (body) {
            Passage.copy(body, service, LARGEST_PIECE);
        } catch (CallerFailure | ProblemException notWhole) {
            // The library would end chunks in good order, and the service take what came for all of it.
            request.cancel();
            throw notWhole;
        }
    }

    /** It can be sent once. */
    @Override
    public boolean isStreaming() {
        return true;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
