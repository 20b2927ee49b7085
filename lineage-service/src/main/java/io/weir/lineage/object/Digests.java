package io.weir.lineage.object;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What every Java platform can digest bytes with. */
public final class Digests {

    private Digests() {}

    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /** For the transport of parts alone, which stores check by it; never for what an object is known by. */
    public static MessageDigest md5() {
        return digest("MD5");
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
