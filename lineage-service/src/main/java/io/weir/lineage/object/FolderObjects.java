package io.weir.lineage.object;

import io.weir.lineage.LineageProblem;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Buckets as folders. An object is written beside the buckets and moved to its name when it is whole and on the disk, so
 * that nobody ever reads half of one, whoever dies.
 */
final class FolderObjects implements Objects {

    private static final String UPLOADS = ".uploads";
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path root;
    private final long maximumBytes;

    FolderObjects(ObjectSettings settings) {
        this.root = settings.folder().toAbsolutePath().normalize();
        this.maximumBytes = settings.maximumSize().toBytes();
    }

    @Override
    public StoredObject store(ObjectName name, InputStream bytes, @Nullable String sha256) throws IOException {
        ObjectBody body = new ObjectBody(bytes, maximumBytes);
        Path upload = Files.createDirectories(root.resolve(UPLOADS))
                .resolve(UUID.randomUUID().toString());
        try {
            write(upload, body);
            String found = body.verified(sha256);
            Path target = place(name);
            Files.move(upload, target, StandardCopyOption.ATOMIC_MOVE);
            return new StoredObject(name.bucket(), name.key(), target.toUri(), body.size(), found);
        } finally {
            Files.deleteIfExists(upload);
        }
    }

    @Override
    public Optional<ObjectContent> find(ObjectName name) throws IOException {
        Optional<Path> found = file(name);
        return found.isPresent() ? Optional.of(FileContent.of(found.get())) : Optional.empty();
    }

    @Override
    public boolean remove(ObjectName name) throws IOException {
        Optional<Path> found = file(name);
        return found.isPresent() && Files.deleteIfExists(found.get());
    }

    private Optional<Path> file(ObjectName name) throws IOException {
        Path path = path(name);
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && isInside(path)
                ? Optional.of(path)
                : Optional.empty();
    }

    private Path place(ObjectName name) throws IOException {
        Path target = path(name);
        try {
            Files.createDirectories(target.getParent());
        } catch (FileAlreadyExistsException taken) {
            throw taken(name, taken);
        } catch (FileSystemException refused) {
            if (String.valueOf(refused.getReason()).contains("Not a directory")) {
                throw taken(name, refused);
            }
            throw refused;
        }
        if (Files.isDirectory(target) || !isInside(target)) {
            throw taken(name, null);
        }
        return target;
    }

    /** A link that somebody put into a bucket leads nowhere. */
    private boolean isInside(Path path) throws IOException {
        Path parent = path.getParent();
        return parent != null && Files.exists(parent) && parent.toRealPath().startsWith(root.toRealPath());
    }

    private Path path(ObjectName name) {
        return root.resolve(name.bucket()).resolve(name.key());
    }

    private static void write(Path upload, ObjectBody body) throws IOException {
        try (FileChannel channel = FileChannel.open(upload, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                out.write(buffer, 0, count);
            }
            channel.force(true);
        }
    }

    private static ProblemException taken(ObjectName name, @Nullable Throwable cause) {
        return new ProblemException(
                LineageProblem.OBJECT_CONFLICT,
                "An object cannot also be the folder of others: " + name.key(),
                null,
                cause);
    }
}
