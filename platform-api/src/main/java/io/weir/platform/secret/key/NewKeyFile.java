package io.weir.platform.secret.key;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/** Makes a file with one new key, which only its owner reads. It is there whole or not at all, whenever its maker is killed. */
final class NewKeyFile {

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int ID_BYTES = 4;

    private NewKeyFile() {}

    /** By a link, which fails where another process was first; a move would replace its key. */
    static void make(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path written = Files.createTempFile(file.getParent(), "keys-", ".new", OWNER_ONLY);
        try {
            try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(entry().getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.createLink(file, written);
        } catch (FileAlreadyExistsException anotherWasFirst) {
            return;
        } finally {
            Files.delete(written);
        }
    }

    private static String entry() {
        return HexFormat.of().formatHex(random(ID_BYTES)) + ":"
                + Base64.getEncoder().encodeToString(random(SealingKey.BYTES)) + "\n";
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
