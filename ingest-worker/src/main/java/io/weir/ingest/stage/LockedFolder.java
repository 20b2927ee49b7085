package io.weir.ingest.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

    /** End of the name of one that is about to be removed. */
    private static final String ABANDONED = ".abandoned";

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
        LockedFolder made = attempt(root);
        while (made == null) {
            made = attempt(root);
        }
        return made;
    }

    /** Nothing if it took so long to lock that somebody took it for abandoned. */
    private static @Nullable LockedFolder attempt(Path root) {
        Path folder = root.resolve(UUID.randomUUID().toString());
        OWN.add(folder.toAbsolutePath());
        LockedFolder made = null;
        try {
            made = lock(Files.createDirectories(root.resolve(folder.getFileName() + UNLOCKED)), folder);
            return made;
        } catch (NoSuchFileException removed) {
            return null;
        } catch (IOException failed) {
            throw new UncheckedIOException("staging folder " + folder + " could not be made", failed);
        } finally {
            if (made == null) {
                OWN.remove(folder.toAbsolutePath());
            }
        }
    }

    private static LockedFolder lock(Path unlocked, Path folder) throws IOException {
        FileChannel lockFile =
                FileChannel.open(unlocked.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            lockFile.lock();
            Files.move(unlocked, folder, StandardCopyOption.ATOMIC_MOVE);
            return new LockedFolder(folder, lockFile);
        } catch (IOException failed) {
            lockFile.close();
            throw failed;
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
                    remove(folder);
                }
            }
        }
    }

    /** Under another name first: of its maker, who may only have been slow, and whoever removes it one alone gets it. */
    private static void remove(Path folder) throws IOException {
        Path taken = folder.resolveSibling(UUID.randomUUID() + ABANDONED);
        try {
            Files.move(folder, taken, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException gone) {
            return;
        }
        delete(taken);
    }

    private static boolean isAbandoned(Path folder) throws IOException {
        if (OWN.contains(folder.toAbsolutePath())) {
            // Not even looked at: POSIX ends a process's lock of a file as soon as it closes any channel to it.
            return false;
        }
        try {
            return isOld(folder) || isUnlocked(folder);
        } catch (NoSuchFileException gone) {
            // It got its name, or its owner or somebody else removed it meanwhile.
            return false;
        }
    }

    private static boolean isWithoutLock(Path folder) {
        return folder.toString().endsWith(UNLOCKED) || !Files.exists(folder.resolve(LOCK));
    }

    private static boolean isOld(Path folder) throws IOException {
        return isWithoutLock(folder)
                && Files.getLastModifiedTime(folder)
                        .toInstant()
                        .isBefore(Instant.now().minus(LONGEST_TO_LOCK));
    }

    private static boolean isUnlocked(Path folder) throws IOException {
        if (isWithoutLock(folder)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    /** Others may remove it at the same time: what is gone is as good as removed. */
    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                if (failed instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failed;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, @Nullable IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                try {
                    Files.deleteIfExists(emptied);
                } catch (DirectoryNotEmptyException slow) {
                    // Its maker has put a lock into it since, and finds that it is gone: it goes the next time.
                    return FileVisitResult.CONTINUE;
                }
                return FileVisitResult.CONTINUE;
            }
        });
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
            delete(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("staging folder " + folder + " could not be removed", failed);
        } finally {
            OWN.remove(folder.toAbsolutePath());
        }
    }
}
