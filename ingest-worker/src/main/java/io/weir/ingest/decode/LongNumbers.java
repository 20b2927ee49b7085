package io.weir.ingest.decode;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Looks through files of JSON records for numbers of which a {@code DOUBLE} keeps no more than a part, where a column would have
 * all of it. Each byte is looked at once and nothing is parsed, which costs a seventh of what DuckDB takes to read the file. What
 * it finds may turn out to be none, in a text that looks like JSON.
 */
final class LongNumbers {

    private static final int CHUNK_BYTES = 1 << 18;

    /** Smaller ones may be less than the smallest {@code DOUBLE}, and larger ones need so many digits themselves. */
    private static final int EXPONENT_DIGITS = 3;

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHEST = ONES << 7;
    private static final long POINTS = ONES * '.';

    private final WideDecimals wide;
    private final List<byte[]> keys;

    LongNumbers(WideDecimals wide) {
        this.wide = wide;
        this.keys = wide.keys().stream()
                .map(key -> key.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** Whether one of the files has such a number. */
    boolean areIn(List<Path> files) {
        if (wide.isEmpty()) {
            return false;
        }
        for (Path file : files) {
            try (InputStream input = Files.newInputStream(file)) {
                if (areIn(input)) {
                    return true;
                }
            } catch (IOException failed) {
                throw new UncheckedIOException("staged file " + file + " could not be read", failed);
            }
        }
        return false;
    }

    /** Line by line, so that a number is looked at as a whole and with its key before it. */
    private boolean areIn(InputStream input) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        int filled = 0;
        for (int read = input.read(chunk); read > 0; read = input.read(chunk, filled, chunk.length - filled)) {
            filled += read;
            int lines = endOfLines(chunk, filled);
            if (isIn(chunk, lines)) {
                return true;
            }
            System.arraycopy(chunk, lines, chunk, 0, filled - lines);
            filled -= lines;
            if (filled == chunk.length) {
                chunk = Arrays.copyOf(chunk, 2 * chunk.length);
            }
        }
        return isIn(chunk, filled);
    }

    private static int endOfLines(byte[] chunk, int filled) {
        int end = filled;
        while (end > 0 && chunk[end - 1] != '\n') {
            end--;
        }
        return end;
    }

    private boolean isIn(byte[] lines, int length) {
        for (int at = nextPoint(lines, 0, length); at < length; at = nextPoint(lines, at + 1, length)) {
            int first = beginningOfDigits(lines, at);
            if (first < at && isLong(lines, first, at, length) && isWanted(lines, first)) {
                return true;
            }
        }
        return false;
    }

    /** Eight bytes at a time: most have none. */
    private static int nextPoint(byte[] lines, int from, int length) {
        int at = from;
        while (at + Long.BYTES <= length) {
            long others = (long) EIGHT.get(lines, at) ^ POINTS;
            if (((others - ONES) & ~others & HIGHEST) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < length && lines[at] != '.') {
            at++;
        }
        return at;
    }

    private static boolean isLong(byte[] lines, int first, int point, int length) {
        int end = endOfDigits(lines, point + 1, length);
        if (end - first - 1 > WideDecimals.DOUBLE_DIGITS) {
            return true;
        }
        if (end >= length || (lines[end] != 'e' && lines[end] != 'E')) {
            return false;
        }
        int exponent = end + 1;
        if (exponent < length && (lines[exponent] == '-' || lines[exponent] == '+')) {
            exponent++;
        }
        return endOfDigits(lines, exponent, length) - exponent >= EXPONENT_DIGITS;
    }

    private static int beginningOfDigits(byte[] lines, int end) {
        int first = end;
        while (first > 0 && isDigit(lines[first - 1])) {
            first--;
        }
        return first;
    }

    private static int endOfDigits(byte[] lines, int from, int length) {
        int end = from;
        while (end < length && isDigit(lines[end])) {
            end++;
        }
        return end;
    }

    /** Whether a column may want all digits of the number that begins there. */
    private boolean isWanted(byte[] lines, int first) {
        int before = beforeSpace(lines, first > 0 && lines[first - 1] == '-' ? first - 2 : first - 1);
        if (wide.elements()) {
            return before >= 0 && (lines[before] == ':' || lines[before] == ',' || lines[before] == '[');
        }
        if (before < 0 || lines[before] != ':') {
            return false;
        }
        int quote = beforeSpace(lines, before - 1);
        if (quote < 0 || lines[quote] != '"') {
            return false;
        }
        int opening = quote - 1;
        while (opening >= 0 && lines[opening] != '"') {
            opening--;
        }
        return isKey(lines, opening + 1, quote);
    }

    private boolean isKey(byte[] lines, int from, int to) {
        for (byte[] key : keys) {
            if (Arrays.equals(lines, from, to, key, 0, key.length)) {
                return true;
            }
        }
        for (int at = from; at < to; at++) {
            if (lines[at] == '\\') {
                // One with an escape may be any.
                return true;
            }
        }
        return false;
    }

    private static int beforeSpace(byte[] lines, int from) {
        int at = from;
        while (at >= 0 && (lines[at] == ' ' || lines[at] == '\t' || lines[at] == '\r' || lines[at] == '\n')) {
            at--;
        }
        return at;
    }

    private static boolean isDigit(byte found) {
        return found >= '0' && found <= '9';
    }
}
