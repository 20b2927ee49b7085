package io.weir.test.s3;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** An object as the server has it. */
final class Stored {

    private final byte[] content;
    private final Instant modified;

    Stored(byte[] content, Instant modified) {
        this.content = content;
        this.modified = modified;
    }

    byte[] content() {
        return content;
    }

    Instant modified() {
        return modified;
    }

    static Stored now(byte[] content) {
        return new Stored(content, Instant.now());
    }

    String tag() {
        return '"' + HexFormat.of().formatHex(md5(content)) + '"';
    }

    /** As Google has it: a number, another one for what was put there anew. */
    String generation() {
        return Long.toUnsignedString(modified.getEpochSecond() * 1_000_000_000L + modified.getNano());
    }

    static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
