package io.weir.delta.skipping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A value as bytes which sort, taken as unsigned, as the values of its {@link Domain} do. */
public final class SortKey implements Comparable<SortKey> {

    private final byte[] bytes;

    private SortKey(byte[] bytes) {
        this.bytes = bytes;
    }

    static SortKey number(double value) {
        long bits = Double.doubleToLongBits(value == 0 ? 0.0 : value);
        return ofLong(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }

    static SortKey micros(long value) {
        return ofLong(value ^ Long.MIN_VALUE);
    }

    static SortKey text(String value) {
        return new SortKey(value.getBytes(StandardCharsets.UTF_8));
    }

    static SortKey truth(boolean value) {
        return new SortKey(new byte[] {(byte) (value ? 1 : 0)});
    }

    /** Behind every text that begins with this one. */
    SortKey behindAllThatBeginSo() {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = (byte) 0xFF;
        return new SortKey(longer);
    }

    private static SortKey ofLong(long unsigned) {
        return new SortKey(ByteBuffer.allocate(Long.BYTES).putLong(unsigned).array());
    }

    /** The bytes themselves, not a copy; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(SortKey other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SortKey that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
