package io.weir.lineage.openlineage;

import io.weir.support.hash.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;

/** Keys of a fixed size for names that have none: the first 16 bytes of SHA-256, marked as a version 8 UUID. */
public final class HashedKeys {

    private HashedKeys() {}

    /**
     * The key of a tuple of names.
     *
     * @param domain keeps equal names of different things apart
     */
    public static UUID of(String domain, String... parts) {
        MessageDigest digest = Sha256.digest();
        add(digest, domain);
        for (String part : parts) {
            add(digest, part);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return version8(hash.getLong(), hash.getLong());
    }

    /** Marks 122 free bits as a UUID of version 8, the one that RFC 9562 leaves to applications. */
    static UUID version8(long most, long least) {
        return new UUID((most & ~0xF000L) | 0x8000L, (least & 0x3FFF_FFFF_FFFF_FFFFL) | Long.MIN_VALUE);
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
        digest.update(bytes);
    }
}
