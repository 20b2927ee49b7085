package io.weir.support.body;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;

/** Counts what is read. Cost: one addition for each read, none for each byte. */
final class LimitedStream extends ServletInputStream {

    private final ServletInputStream body;
    private final BodyLimit limit;
    private long read;

    LimitedStream(ServletInputStream body, BodyLimit limit) {
        this.body = body;
        this.limit = limit;
    }

    boolean exceeded() {
        return !limit.allows(read);
    }

    @Override
    public int read() throws IOException {
        int value = body.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = body.read(bytes, offset, length);
        count(Math.max(0, count));
        return count;
    }

    private void count(int bytes) {
        read += bytes;
        if (exceeded()) {
            throw limit.exceeded();
        }
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
