package io.weir.lineage.object;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What bytes are digested with beside SHA-256. */
public final class Digests {

    private Digests() {}

    /** For the transport of parts alone, which stores check by it; never for what an object is known by. */
    public static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
