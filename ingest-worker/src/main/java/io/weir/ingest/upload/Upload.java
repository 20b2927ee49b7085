package io.weir.ingest.upload;

import io.weir.support.hash.Sha256;
import io.weir.support.problem.ProblemException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A file that came as field {@code content} of a document. */
public final class Upload {

    /** The field. */
    public static final String FIELD = "content";

    private final byte[] bytes;

    private Upload(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Reads one.
     *
     * @param mostBytes that it may have
     * @param allowed what it is to be, for who is told that it is not
     * @throws ProblemException 422 if it is missing, too long, or no Base64
     */
    public static Upload of(@Nullable String base64, int mostBytes, String allowed) {
        if (base64 == null || base64.isEmpty()) {
            throw ProblemException.invalid(FIELD, "is missing", null, allowed);
        }
        // Asked before it is decoded: of four characters come three bytes.
        if (base64.length() / 4L * 3 > mostBytes + 2L) {
            throw ProblemException.invalid(
                    FIELD, "is too long", base64.length() + " characters", "at most " + mostBytes + " bytes");
        }
        try {
            return new Upload(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException broken) {
            throw ProblemException.invalid(FIELD, "is no Base64: " + broken.getMessage(), null, allowed);
        }
    }

    public byte[] bytes() {
        return bytes;
    }

    /** In hexadecimal digits. */
    public String sha256() {
        return Sha256.hex(bytes);
    }
}
