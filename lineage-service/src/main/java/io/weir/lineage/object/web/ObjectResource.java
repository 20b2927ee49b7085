package io.weir.lineage.object.web;

import io.weir.lineage.object.ObjectContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.core.io.AbstractResource;

/** An object as Spring writes it out, whole or in ranges. */
final class ObjectResource extends AbstractResource {

    /** Bytes that are read at once of a whole object. */
    private static final int PIECE = 128 * 1024;

    private final ObjectContent content;

    ObjectResource(ObjectContent content) {
        this.content = content;
    }

    @Override
    public boolean exists() {
        return true;
    }

    @Override
    public long contentLength() {
        return content.size();
    }

    @Override
    public long lastModified() {
        return content.modifiedAt().toEpochMilli();
    }

    @Override
    public String getDescription() {
        return "an object of " + content.size() + " bytes";
    }

    @Override
    public InputStream getInputStream() {
        return new OpenedWhenRead(content);
    }

    /** Skips before it opens: a range far into a large object is read from where it begins. */
    private static final class OpenedWhenRead extends FilterInputStream {

        private final ObjectContent content;
        private long offset;
        private boolean opened;

        OpenedWhenRead(ObjectContent content) {
            super(InputStream.nullInputStream());
            this.content = content;
        }

        @Override
        public long skip(long count) throws IOException {
            if (opened) {
                return in.skip(count);
            }
            long skipped = Math.max(0, Math.min(count, content.size() - offset));
            offset += skipped;
            return skipped;
        }

        @Override
        public int read() throws IOException {
            open();
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int start, int length) throws IOException {
            open();
            return in.read(buffer, start, length);
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            byte[] piece = new byte[PIECE];
            long total = 0;
            for (int count = read(piece, 0, PIECE); count >= 0; count = read(piece, 0, PIECE)) {
                out.write(piece, 0, count);
                total += count;
            }
            return total;
        }

        private void open() throws IOException {
            if (!opened) {
                in = content.read(offset);
                opened = true;
            }
        }
    }
}
