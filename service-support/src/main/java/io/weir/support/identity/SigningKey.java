package io.weir.support.identity;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key that tokens are signed with.
 *
 * @param id names the key in what it signed
 * @param secret base64 of 32 random bytes
 */
record SigningKey(String id, String secret, Instant createdAt) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 6;

    static SigningKey make(Instant now) {
        SecureRandom random = new SecureRandom();
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new SigningKey(HexFormat.of().formatHex(id), Base64.getEncoder().encodeToString(secret), now);
    }

    byte[] sign(byte[] text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), ALGORITHM));
            return mac.doFinal(text);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "SigningKey[" + id + " of " + createdAt + "]";
    }
}
