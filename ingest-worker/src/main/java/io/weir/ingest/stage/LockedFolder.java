package io.weir.ingest.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A folder of somebody's own. It is locked while its owner lives, so that what a killed process left behind can be told
 * from what another one still uses, and removed.
 */
final class LockedFolder implements AutoCloseable {

    private static final String LOCK = "lock";

    /** Between making a folder and locking it. */
    private static final Duration LONGEST_TO_LOCK = Duration.ofMinutes(1);

    /** End of the name of one that is not locked yet. */
    private static final String UNLOCKED = ".unlocked";

    /** Those of this process. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel lockFile;

    private LockedFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** Makes a folder below {@code root}. */
    static LockedFolder make(Path root) {
        Path folder = root.resolve(UUID.randomUUID().toString());
        OWN.add(folder.toAbsolutePath());
        try {
            Path unlocked = Files.createDirectories(root.resolve(folder.getFileName() + UNLOCKED));
            FileChannel lockFile =
                    FileChannel.open(unlocked.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lockFile.lock();
            Files.move(unlocked, folder, StandardCopyOption.ATOMIC_MOVE);
            return new LockedFolder(folder, lockFile);
        } catch (IOException failed) {
            throw new UncheckedIOException("staging folder " + folder + " could not be made", failed);
        }
    }

    /** Removes the folders below {@code root} whose owner is gone. */
    static void removeAbandoned(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                if (isAbandoned(folder)) {
                    FileSystemUtils.deleteRecursively(folder);
                }
            }
        }
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        if (OWN.contains(folder.toAbsolutePath())) {
            // Not even looked at: POSIX ends a process's lock of a file as soon as it closes any channel to it.
            return false;
        }
        Path lock = folder.resolve(LOCK);
        if (!Files.exists(lock) || folder.toString().endsWith(UNLOCKED)) {
            Instant made = Files.getLastModifiedTime(folder).toInstant();
            return made.isBefore(Instant.now().minus(LONGEST_TO_LOCK));
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    Path path() {
        return folder;
    }

    Path resolve(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
            FileSystemUtils.deleteRecursively(folder);
            OWN.remove(folder.toAbsolutePath());
        } catch (IOException failed) {
            throw new UncheckedIOException("staging folder " + folder + " could not be removed", failed);
        }
    }
}
