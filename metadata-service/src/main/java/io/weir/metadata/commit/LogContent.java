package io.weir.metadata.commit;

import io.weir.support.hash.Sha256;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The bytes of one log file, as they are in Postgres and in the mirror. Equal if the bytes are. */
public final class LogContent {

    private final Supplier<byte[]> written;
    private byte @Nullable [] bytes;

    private LogContent(Supplier<byte[]> written) {
        this.written = written;
    }

    /** Takes the array as its own: the caller must not change it. */
    public static LogContent of(byte[] bytes) {
        return new LogContent(() -> bytes);
    }

    /** Of bytes that are asked for once, when they are first needed. */
    static LogContent of(Supplier<byte[]> written) {
        return new LogContent(written);
    }

    /** The bytes themselves, not a copy; not to be changed. */
    public synchronized byte[] bytes() {
        byte[] known = bytes;
        if (known == null) {
            known = written.get();
            bytes = known;
        }
        return known;
    }

    public int size() {
        return bytes().length;
    }

    /** SHA-256 of the bytes, 32 bytes long. */
    public byte[] sha256() {
        return Sha256.of(bytes());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LogContent that && Arrays.equals(bytes(), that.bytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes());
    }
}
