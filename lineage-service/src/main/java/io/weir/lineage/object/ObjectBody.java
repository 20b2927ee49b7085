package io.weir.lineage.object;

import io.weir.support.hash.Sha256;
import io.weir.support.problem.CommonProblem;
import io.weir.support.problem.ProblemException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The bytes of an object on their way in: counted, and held against what may come and what was said of them. */
public final class ObjectBody extends FilterInputStream {

    private final long maximumBytes;
    private final MessageDigest digest = Sha256.digest();
    private long size;

    public ObjectBody(InputStream in, long maximumBytes) {
        super(in);
        this.maximumBytes = maximumBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = in.read(buffer, offset, length);
        if (count > 0) {
            size += count;
            if (size > maximumBytes) {
                throw new ProblemException(
                        CommonProblem.CONTENT_TOO_LARGE, "An object may have " + maximumBytes + " bytes");
            }
            digest.update(buffer, offset, count);
        }
        return count;
    }

    /** The bytes that came so far. */
    public long size() {
        return size;
    }

    /**
     * Once all of it came, what it is known by from then on.
     *
     * @param sha256 that the bytes must have, in hex digits; null where nobody said
     * @return their SHA-256 in hex digits
     * @throws ProblemException when they are other bytes
     */
    public String verified(@Nullable String sha256) {
        String found = HexFormat.of().formatHex(digest.digest());
        if (sha256 != null && !sha256.toLowerCase(Locale.ROOT).equals(found)) {
            throw ProblemException.invalid("X-Checksum-SHA256", "is not that of the bytes", found, sha256);
        }
        return found;
    }
}
