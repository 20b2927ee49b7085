package io.weir.support.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of signing keys, which only its owner reads: whoever reads it may sign as anybody. Services that start together
 * agree on one file, and whoever reads it meets a whole one, whenever a writer is killed.
 */
final class KeyFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path file;

    KeyFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** @param keys the newest first */
    private record Content(List<SigningKey> keys) {}

    /** The keys, the newest first; makes {@code first} the only one where there is no file. */
    List<SigningKey> readOrCreate(SigningKey first) {
        try {
            return read();
        } catch (NoSuchFileException absent) {
            create(first);
        } catch (IOException unreadable) {
            throw unusable(unreadable);
        }
        try {
            return read();
        } catch (IOException unreadable) {
            throw unusable(unreadable);
        }
    }

    /** @throws NoSuchFileException where no platform ever started */
    List<SigningKey> read() throws IOException {
        try {
            List<SigningKey> keys =
                    JSON.readValue(Files.readAllBytes(file), Content.class).keys();
            if (keys == null || keys.isEmpty()) {
                throw new IOException("it holds no key");
            }
            return List.copyOf(keys);
        } catch (JacksonException damaged) {
            throw new IOException("it is damaged", damaged);
        }
    }

    /** By a link, which fails where another process was first; a move would replace its key. */
    private void create(SigningKey first) {
        try {
            Files.createDirectories(file.getParent());
            Path written = write(List.of(first));
            try {
                Files.createLink(file, written);
            } finally {
                Files.delete(written);
            }
        } catch (FileAlreadyExistsException anotherWasFirst) {
            return;
        } catch (IOException unwritable) {
            throw unusable(unwritable);
        }
    }

    /** Puts other keys in place of these, at once. */
    void replace(List<SigningKey> keys) throws IOException {
        Files.move(write(keys), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private Path write(List<SigningKey> keys) throws IOException {
        Path written = Files.createTempFile(file.getParent(), "keys-", ".new", OWNER_ONLY);
        try (FileChannel channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(JSON.writeValueAsBytes(new Content(keys))));
            channel.force(true);
        }
        return written;
    }

    /** Never a new key in place of one that cannot be read: every token out there would be void. */
    private UncheckedIOException unusable(IOException cause) {
        return new UncheckedIOException(
                "The signing keys in " + file + " cannot be used (" + cause.getMessage()
                        + "): make the file readable and whole, or remove it to begin with a new key",
                cause);
    }
}
