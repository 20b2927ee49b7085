package io.weir.ingest.descriptor;

import io.weir.ingest.protobuf.DescriptorSet;
import io.weir.ingest.protobuf.DescriptorsRefusedException;
import io.weir.support.problem.ProblemException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Looks at what is uploaded before it is kept. */
public final class Uploads {

    private static final String FIELD = "content";
    private static final String ALLOWED =
            "a FileDescriptorSet in Base64, as protoc --include_imports --descriptor_set_out makes it";

    /** Of a set; all of Google's own APIs have less. */
    public static final int MOST_BYTES = 4 << 20;

    private Uploads() {}

    /** What is in an upload, all of which could be read. */
    public static DescriptorContent check(@Nullable String base64) {
        if (base64 == null || base64.isEmpty()) {
            throw ProblemException.invalid(FIELD, "is missing", null, ALLOWED);
        }
        // Asked before it is decoded: of four characters come three bytes.
        if (base64.length() / 4L * 3 > MOST_BYTES + 2L) {
            throw ProblemException.invalid(
                    FIELD, "is too long", base64.length() + " characters", "at most " + MOST_BYTES + " bytes");
        }
        byte[] bytes = decode(base64);
        try {
            DescriptorSet set = DescriptorSet.parse(bytes);
            return new DescriptorContent(Base64.getEncoder().encodeToString(bytes), digest(bytes), set.messages());
        } catch (DescriptorsRefusedException refused) {
            throw ProblemException.invalid(FIELD, refused.reason(), null, ALLOWED);
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            throw ProblemException.invalid(FIELD, "is no Base64: " + broken.getMessage(), null, ALLOWED);
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java has SHA-256", missing);
        }
    }
}
