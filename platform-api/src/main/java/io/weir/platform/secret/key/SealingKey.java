package io.weir.platform.secret.key;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * One key of AES-256 in Galois/Counter Mode (NIST SP 800-38D), with random nonces of 96 bits: good for 2^32 values. What it
 * seals is bound to its id and to a context, and opens with the same two only.
 */
public final class SealingKey {

    static final int BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] FINGERPRINTS = KeyRing.utf8("weir secret fingerprints");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String id;
    private final SecretKey key;

    SealingKey(String id, byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes");
        }
        this.id = id;
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /** Its name, which is no secret. */
    public String id() {
        return id;
    }

    /** The nonce, then the encrypted value, then the tag of 16 bytes. */
    public byte[] seal(byte[] value, byte[] context) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] encrypted = cipher(Cipher.ENCRYPT_MODE, nonce, context).doFinal(value);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
            System.arraycopy(encrypted, 0, sealed, NONCE_BYTES, encrypted.length);
            return sealed;
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /**
     * The value.
     *
     * @throws AEADBadTagException where it is not what this key sealed in this context, byte for byte
     */
    public byte[] open(byte[] sealed, byte[] context) throws AEADBadTagException {
        if (sealed.length < NONCE_BYTES + TAG_BITS / 8) {
            throw new AEADBadTagException("too short to be sealed");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES), context)
                    .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (AEADBadTagException changed) {
            throw changed;
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, byte[] context) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        byte[] name = KeyRing.utf8(id);
        cipher.updateAAD(new byte[] {(byte) name.length});
        cipher.updateAAD(name);
        cipher.updateAAD(context);
        return cipher;
    }

    /** Tells values apart, in hex. Whoever has not the key cannot try values against it. */
    public String fingerprint(byte[] value) {
        return HexFormat.of().formatHex(mac(mac(key.getEncoded(), FINGERPRINTS), value));
    }

    private static byte[] mac(byte[] with, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(with, "HmacSHA256"));
            return mac.doFinal(text);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "SealingKey[" + id + "]";
    }
}
