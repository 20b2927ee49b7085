package io.weir.lineage.object.s3;

import io.weir.lineage.object.Digests;
import io.weir.lineage.object.ObjectBody;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Base64;
import software.amazon.awssdk.core.sync.RequestBody;

/** The part of an object that is being sent, as a file that only its owner reads, gone when it is closed. */
final class PartFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path file;
    private String md5 = "";

    private PartFile(Path file) {
        this.file = file;
    }

    static PartFile create() throws IOException {
        return new PartFile(Files.createTempFile("weir-object-", ".part"));
    }

    /** Takes the next bytes in place of those before; returns how many, fewer than wanted at the end alone. */
    long fill(ObjectBody body, long wanted) throws IOException {
        MessageDigest digest = Digests.md5();
        long count = 0;
        try (OutputStream out = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = next(body, buffer, wanted); read > 0; read = next(body, buffer, wanted - count)) {
                out.write(buffer, 0, read);
                count += read;
            }
        }
        md5 = Base64.getEncoder().encodeToString(digest.digest());
        return count;
    }

    /** 0 or less where nothing is wanted, or left. */
    private static int next(ObjectBody body, byte[] buffer, long wanted) throws IOException {
        return wanted == 0 ? 0 : body.read(buffer, 0, (int) Math.min(buffer.length, wanted));
    }

    /** Of its bytes, as the header Content-MD5 has it. */
    String md5() {
        return md5;
    }

    RequestBody content() {
        return RequestBody.fromFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
