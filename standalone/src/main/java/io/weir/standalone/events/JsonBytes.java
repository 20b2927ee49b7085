package io.weir.standalone.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds one JSON text at a time in a buffer that is used again. Strings must need no escapes: they are ASCII. */
final class JsonBytes {

    private byte[] buffer = new byte[1024];
    private int length;

    void clear() {
        length = 0;
    }

    byte[] copy() {
        return Arrays.copyOf(buffer, length);
    }

    JsonBytes raw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    JsonBytes raw(char character) {
        reserve(1);
        buffer[length++] = (byte) character;
        return this;
    }

    JsonBytes number(long value) {
        if (value < 0) {
            raw('-');
        }
        long left = Math.abs(value);
        int digits = 1;
        for (long bound = left; bound >= 10; bound /= 10) {
            digits++;
        }
        return digits(left, digits);
    }

    /** {@code value}, at least 0, in exactly {@code width} digits. */
    JsonBytes digits(long value, int width) {
        reserve(width);
        long left = value;
        for (int at = length + width - 1; at >= length; at--) {
            buffer[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        length += width;
        return this;
    }

    /** {@code count} lower-case letters taken from {@code random}. */
    JsonBytes letters(SplitMix random, int count) {
        reserve(count);
        long bits = 0;
        for (int i = 0; i < count; i++) {
            if (i % 12 == 0) {
                bits = random.next();
            }
            buffer[length++] = (byte) ('a' + (bits & 31) * 26 / 32);
            bits >>>= 5;
        }
        return this;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
