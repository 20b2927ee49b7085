package io.weir.platform.gateway.http;

import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The caller's body on its way to a service: counted against the limit, its failures told apart from the service's. */
final class RequestBody extends FilterInputStream {

    private final long limit;
    private final boolean chunked;
    private long count;

    /**
     * A body.
     *
     * @param limit bytes that may be read
     * @param chunked whether its end says where it ends
     */
    RequestBody(InputStream body, long limit, boolean chunked) {
        super(body);
        this.limit = limit;
        this.chunked = chunked;
    }

    static ProblemException tooLarge(long limit) {
        return new ProblemException(
                CommonProblem.CONTENT_TOO_LARGE, "The body is larger than the " + limit + " bytes that are taken here");
    }

    @Override
    public int read() throws IOException {
        try {
            int next = in.read();
            add(next < 0 ? 0 : 1);
            return next;
        } catch (IOException failure) {
            throw new CallerFailure(failure);
        }
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int read = in.read(buffer, offset, length);
            add(Math.max(read, 0));
            return read;
        } catch (IOException failure) {
            throw new CallerFailure(failure);
        }
    }

    /** Of chunks it is not known: what is there of one may be what frames it. */
    @Override
    public int available() throws IOException {
        try {
            return chunked ? 0 : in.available();
        } catch (IOException failure) {
            throw new CallerFailure(failure);
        }
    }

    private void add(int bytes) {
        count += bytes;
        if (count > limit) {
            throw tooLarge(limit);
        }
    }
}
