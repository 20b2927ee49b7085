package io.weir.standalone.events;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Copies ranges of a stream, in ascending order, each to a line of its own. */
final class ByteCopier {

    private final InputStream input;
    private final OutputStream lines;
    private long position;

    ByteCopier(InputStream input, OutputStream lines) {
        this.input = new BufferedInputStream(input, 1 << 16);
        this.lines = lines;
    }

    /** Copies bytes {@code start} (included) to {@code end} (excluded); JSON has line ends only between its tokens. */
    void copyLine(long start, long end) throws IOException {
        input.skipNBytes(start - position);
        byte[] event = input.readNBytes((int) (end - start));
        if (event.length < end - start) {
            throw new EOFException("the file has become shorter");
        }
        position = end;
        for (int i = 0; i < event.length; i++) {
            if (event[i] == '\n' || event[i] == '\r') {
                event[i] = ' ';
            }
        }
        lines.write(event);
        lines.write('\n');
    }
}
