package io.weir.metadata.commit.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** The keys by which files are looked up: what the column {@code data_file.file_key} holds. */
final class RowKeys {

    private RowKeys() {}

    static UUID of(long tableId, String path, String deletionVector) {
        ByteBuffer digest = ByteBuffer.wrap(
                md5().digest((tableId + " " + deletionVector + " " + path).getBytes(StandardCharsets.UTF_8)));
        return new UUID(digest.getLong(), digest.getLong());
    }

    /** No secret hangs on it: who makes two paths collide has two files that cannot be in one table. */
    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has MD5", impossible);
        }
    }
}
