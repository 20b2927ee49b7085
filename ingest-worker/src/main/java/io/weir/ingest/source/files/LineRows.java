package io.weir.ingest.source.files;

import io.weir.ingest.source.Attributes;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/** Lines with something in them; the others are no rows. */
final class LineRows implements FileRows {

    private static final int BUFFER_BYTES = 1 << 18;

    /** Of one line. */
    private static final int MOST_BYTES = 64 << 20;

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream bytes;
    private final String name;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int filled;
    private long row = -1;

    private LineRows(InputStream bytes, String name) {
        this.bytes = bytes;
        this.name = name;
    }

    static LineRows open(Path file, long row) throws IOException {
        return open(Files.newInputStream(file), file.getFileName().toString(), row);
    }

    /** @param file is closed where it cannot be read up to the row */
    static LineRows open(InputStream file, String name, long row) throws IOException {
        InputStream bytes = file;
        try {
            if (name.toLowerCase(Locale.ROOT).endsWith(".gz")) {
                bytes = new GZIPInputStream(new BufferedInputStream(file, BUFFER_BYTES), BUFFER_BYTES);
            }
            LineRows rows = new LineRows(withoutMark(bytes), name);
            while (rows.row < row - 1 && rows.next()) {
                // What came before is in the sinks.
            }
            return rows;
        } catch (IOException | RuntimeException unreadable) {
            bytes.close();
            throw unreadable;
        }
    }

    /** What some programs begin texts in UTF-8 with is no part of the first line. */
    private static InputStream withoutMark(InputStream bytes) throws IOException {
        PushbackInputStream text = new PushbackInputStream(bytes, MARK.length);
        byte[] begin = text.readNBytes(MARK.length);
        if (!Arrays.equals(begin, MARK)) {
            text.unread(begin);
        }
        return text;
    }

    static long count(Path file) throws IOException {
        try (LineRows rows = open(file, 0)) {
            while (rows.next()) {
                // Counted by itself.
            }
            return rows.row + 1;
        }
    }

    @Override
    public boolean next() throws IOException {
        line.reset();
        while (at < filled || fill()) {
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            if (line.size() + end - at > MOST_BYTES) {
                throw new IOException("row " + (row + 1) + " has more than " + MOST_BYTES + " bytes");
            }
            line.write(buffer, at, end - at);
            boolean whole = end < filled;
            at = whole ? end + 1 : end;
            if (whole && isRow()) {
                row++;
                return true;
            }
            if (whole) {
                line.reset();
            }
        }
        boolean last = isRow();
        row += last ? 1 : 0;
        return last;
    }

    private boolean fill() throws IOException {
        at = 0;
        filled = Math.max(0, bytes.read(buffer, 0, buffer.length));
        return filled > 0;
    }

    private boolean isRow() {
        return line.size() > 1 || (line.size() == 1 && line.toByteArray()[0] != '\r');
    }

    @Override
    public ByteBuffer payload() {
        return ByteBuffer.wrap(line.toByteArray());
    }

    @Override
    public ByteBuffer enveloped() {
        return Attributes.of(null, Map.of(), Map.of("file", name, "row", row)).envelop(payload());
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
