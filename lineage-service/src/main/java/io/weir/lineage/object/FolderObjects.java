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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Buckets as folders. An object is written beside the buckets and moved to its name when it is whole and on the disk, so
 * that nobody ever reads half of one, whoever dies. Preconditions hold against all who come to this process.
 */
final class FolderObjects implements Objects {

    private static final String UPLOADS = ".uploads";
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int TURNS = 64;

    private final Path root;
    private final long maximumBytes;

    /** Whose turn it is to look at an object and put another in its place; names share them. */
    private final List<Lock> turns =
            Stream.<Lock>generate(ReentrantLock::new).limit(TURNS).toList();

    FolderObjects(ObjectSettings settings) {
        this.root = settings.folder().toAbsolutePath().normalize();
        this.maximumBytes = settings.maximumSize().toBytes();
    }

    @Override
    public StoredObject store(
            ObjectName name, InputStream bytes, @Nullable String sha256, @Nullable ObjectPrecondition precondition)
            throws IOException {
        check(name, precondition);
        ObjectBody body = new ObjectBody(bytes, maximumBytes);
        Path upload = Files.createDirectories(root.resolve(UPLOADS))
                .resolve(UUID.randomUUID().toString());
        try {
            write(upload, body);
            String found = body.verified(sha256);
            Path target = place(name);
            move(upload, target, name, precondition);
            return new StoredObject(name.bucket(), name.key(), target.toUri(), body.size(), found);
        } finally {
            Files.deleteIfExists(upload);
        }
    }

    private void move(Path upload, Path target, ObjectName name, @Nullable ObjectPrecondition precondition)
            throws IOException {
        Lock turn = turn(name);
        turn.lock();
        try {
            Optional<ObjectContent> before = check(name, precondition);
            Files.setLastModifiedTime(upload, FileTime.from(after(before)));
            Files.move(upload, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            turn.unlock();
        }
    }

    /** The clocks of file systems stand still for some milliseconds, in which an object may be replaced more than once. */
    private static Instant after(Optional<ObjectContent> before) {
        Instant now = Instant.now();
        return before.map(found -> found.modifiedAt().plus(1, ChronoUnit.MICROS))
                .filter(now::isBefore)
                .orElse(now);
    }

    private Optional<ObjectContent> check(ObjectName name, @Nullable ObjectPrecondition precondition)
            throws IOException {
        Optional<ObjectContent> found = find(name);
        if (precondition != null) {
            precondition.check(found.map(ObjectContent::version).orElse(null));
        }
        return found;
    }

    private Lock turn(ObjectName name) {
        return turns.get(Math.floorMod(name.hashCode(), TURNS));
    }

    @Override
    public Optional<ObjectContent> find(ObjectName name) throws IOException {
        Optional<Path> found = file(name);
        try {
            return found.isPresent() ? Optional.of(FileContent.of(found.get())) : Optional.empty();
        } catch (NoSuchFileException removedMeanwhile) {
            return Optional.empty();
        }
    }

    @Override
    public boolean remove(ObjectName name, @Nullable ObjectPrecondition precondition) throws IOException {
        Lock turn = turn(name);
        turn.lock();
        try {
            check(name, precondition);
            Optional<Path> found = file(name);
            return found.isPresent() && Files.deleteIfExists(found.get());
        } finally {
            turn.unlock();
        }
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
