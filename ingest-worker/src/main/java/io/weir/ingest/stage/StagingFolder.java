package io.weir.ingest.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A folder of one session's own for its staged files. It is locked while the session lives, so that what a killed
 * process left behind can be told from what another one still uses, and removed.
 */
public final class StagingFolder implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 20;
    private static final String LOCK = "lock";

    private final Path folder;
    private final FileChannel lockFile;
    private long files;

    private StagingFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** Makes a folder of its own below {@code root}. */
    public static StagingFolder open(Path root) {
        Path folder = root.resolve(UUID.randomUUID().toString());
        try {
            Files.createDirectories(folder);
            FileChannel lockFile =
                    FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lockFile.lock();
            return new StagingFolder(folder, lockFile);
        } catch (IOException failed) {
            throw new UncheckedIOException("staging folder " + folder + " could not be made", failed);
        }
    }

    /** Removes the folders below {@code root} whose process is gone. */
    public static void removeAbandoned(Path root) throws IOException {
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
        Path lock = folder.resolve(LOCK);
        if (!Files.exists(lock)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (java.nio.channels.OverlappingFileLockException ownProcess) {
            return false;
        }
    }

    /** A buffer for {@link #nextStage}, outside the heap, so that writing it copies nothing. */
    public static ByteBuffer buffer() {
        return ByteBuffer.allocateDirect(BUFFER_BYTES);
    }

    /**
     * Opens a stage.
     *
     * @param buffer that no other open stage uses
     */
    public Stage nextStage(ByteBuffer buffer) {
        return new Stage(new StagedLines(() -> folder.resolve(files++ + ".ndjson"), buffer));
    }

    /** A place for a file of this session. */
    public Path resolve(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException failed) {
            throw new UncheckedIOException("staging folder " + folder + " could not be removed", failed);
        }
    }
}
