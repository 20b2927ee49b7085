package io.weir.standalone.events;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file line by line as bytes, without blank lines, line ends and a leading byte order mark. Not for several threads. */
final class LineReader implements AutoCloseable {

    private static final int BUFFER = 1 << 20;

    private final Path file;
    private final InputStream input;
    private byte[] buffer = new byte[BUFFER];
    private int filled;
    private int next;
    private int start;
    private int end;
    private long number;
    private boolean terminated;

    private LineReader(Path file, InputStream input) {
        this.file = file;
        this.input = input;
    }

    static LineReader open(Path file) {
        try {
            return new LineReader(file, Files.newInputStream(file));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Goes to the next line that is not blank; {@code false} at the end of the file. */
    boolean advance() {
        try {
            while (nextLine()) {
                trim();
                if (length() > EventSource.MAX_EVENT_BYTES) {
                    throw tooLarge(number);
                }
                if (start < end) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The line, in an array of its own. */
    byte[] line() {
        return Arrays.copyOfRange(buffer, start, end);
    }

    int length() {
        return end - start;
    }

    /** Counted from 1, blank lines included. */
    long number() {
        return number;
    }

    /** Whether a line end follows the line. */
    boolean terminated() {
        return terminated;
    }

    private boolean nextLine() throws IOException {
        int scanned = next;
        while (true) {
            for (int at = scanned; at < filled; at++) {
                if (buffer[at] == '\n') {
                    return found(at, at + 1, true);
                }
            }
            scanned = filled - next;
            if (!fill()) {
                return next < filled && found(filled, filled, false);
            }
        }
    }

    private boolean found(int lineEnd, int following, boolean complete) {
        start = next;
        end = lineEnd;
        next = following;
        terminated = complete;
        number++;
        return true;
    }

    /** Moves the unfinished line to the front of the buffer and reads on behind it. */
    private boolean fill() throws IOException {
        int kept = filled - next;
        if (kept > EventSource.MAX_EVENT_BYTES + 2) {
            throw tooLarge(number + 1);
        }
        if (kept == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        } else {
            System.arraycopy(buffer, next, buffer, 0, kept);
        }
        next = 0;
        filled = kept;
        int read = input.read(buffer, filled, buffer.length - filled);
        filled += Math.max(read, 0);
        return read > 0;
    }

    private void trim() {
        if (number == 1 && end - start >= 3 && isByteOrderMark()) {
            start += 3;
        }
        while (start < end && isBlank(buffer[end - 1])) {
            end--;
        }
        while (start < end && isBlank(buffer[start])) {
            start++;
        }
    }

    private boolean isByteOrderMark() {
        return buffer[start] == (byte) 0xEF && buffer[start + 1] == (byte) 0xBB && buffer[start + 2] == (byte) 0xBF;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t' || character == '\r';
    }

    private EventSourceException tooLarge(long line) {
        return new EventSourceException(String.format(
                "%s: line %,d is longer than %,d bytes, the most that one event may have; shorten or remove it",
                file, line, EventSource.MAX_EVENT_BYTES));
    }

    static EventSourceException unreadable(Path file, IOException cause) {
        return new EventSourceException(file + ": cannot be read: " + Failures.reason(cause), cause);
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }
}
