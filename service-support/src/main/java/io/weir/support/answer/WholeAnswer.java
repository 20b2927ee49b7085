package io.weir.support.answer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose JSON is not sent off before its end. Whoever writes JSON flushes when it is done, and each flush is a
 * write to the connection; without it, the container has the whole answer in its buffer at the end, knows its length and
 * sends head and body in one write (RFC 9112, section 6.2). What is longer than the buffer leaves it in pieces as ever, and so
 * does everything that is read as it comes: lines, events, files.
 */
final class WholeAnswer extends HttpServletResponseWrapper {

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    private @Nullable ServletOutputStream body;

    WholeAnswer(HttpServletResponse response) {
        super(response);
    }

    private boolean isWhole() {
        String type = getContentType();
        return type != null && (type.startsWith(JSON) || type.startsWith(PROBLEM));
    }

    @Override
    public void flushBuffer() throws IOException {
        if (!isWhole()) {
            super.flushBuffer();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (body == null) {
            body = new Body(super.getOutputStream());
        }
        return body;
    }

    /** The container's stream, but for flushes. */
    private final class Body extends ServletOutputStream {

        private final ServletOutputStream out;

        Body(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int next) throws IOException {
            out.write(next);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            if (!isWhole()) {
                out.flush();
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
