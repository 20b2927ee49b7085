package io.weir.metadata.commit;

import io.weir.metadata.packing.Frame;
import io.weir.support.hash.Sha256;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bytes of one log file, as they are in the mirror; Postgres may have them packed. Equal if the bytes are. */
public final class LogContent {

    private final Supplier<byte[]> bytes;
    private final Supplier<byte[]> digest;

    private LogContent(Supplier<byte[]> bytes, Supplier<byte[]> digest) {
        this.bytes = bytes;
        this.digest = digest;
    }

    /** Takes the array as its own: the caller must not change it. */
    public static LogContent of(byte[] bytes) {
        return new LogContent(() -> bytes, () -> Sha256.of(bytes));
    }

    /** Of bytes that are {@linkplain MadeAhead made while others are at work}, and their digest with them. */
    static LogContent madeAhead(Supplier<byte[]> written) {
        List<Made> made = MadeAhead.of(1, 1, only -> new Made(written.get()));
        return new LogContent(() -> made.get(0).bytes, () -> made.get(0).digest);
    }

    /** The bytes themselves, not a copy; not to be changed. */
    public byte[] bytes() {
        return bytes.get();
    }

    /** A frame of the bytes, which is begun now and not waited for before it is asked for. */
    public Supplier<byte[]> packed() {
        List<byte[]> packed = MadeAhead.of(1, 1, only -> Frame.pack(bytes()));
        return () -> packed.get(0);
    }

    public int size() {
        return bytes().length;
    }

    /** SHA-256 of the bytes, 32 bytes long. */
    public byte[] sha256() {
        return digest.get();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogContent that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }

    private static final class Made {

        private final byte[] bytes;
        private final byte[] digest;

        Made(byte[] bytes) {
            this.bytes = bytes;
            this.digest = Sha256.of(bytes);
        }
    }
}
