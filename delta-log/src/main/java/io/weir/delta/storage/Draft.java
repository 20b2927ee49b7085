package io.weir.delta.storage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A file that is whole and on the disk, but not yet under its name. Lives in a hidden folder beside its target, whose name
 * sorts before every log file, so that no reader's listing meets it. What a dead process left there goes after a day.
 */
record Draft(Path file) implements AutoCloseable {

    private static final String FOLDER = ".drafts";
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    /** To look through the folder costs a tenth of a draft, and hardly ever finds anything: one draft of so many does it. */
    private static final int SWEEP_EVERY = 64;

    static Draft write(Path folder, Content content) throws IOException {
        Draft draft = begin(folder, content);
        try {
            draft.force();
        } catch (IOException failure) {
            draft.closeAfter(failure);
            throw failure;
        }
        return draft;
    }

    /** One that is whole, but not on the disk before {@link #force}. */
    static Draft begin(Path folder, Content content) throws IOException {
        Path drafts = folder.resolve(FOLDER);
        Draft draft = new Draft(drafts.resolve(UUID.randomUUID() + ".draft"));
        try (FileChannel channel = draft.open(drafts)) {
            content.copyTo(channel);
        } catch (IOException failure) {
            draft.closeAfter(failure);
            throw failure;
        }
        return draft;
    }

    /** Linux tells whoever opens a file next of writes to the disk that failed before: nothing is lost by having closed it. */
    void force() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** The folder is nearly always there, and who asks for it before each draft pays for the answer. */
    private FileChannel open(Path drafts) throws IOException {
        try {
            return create();
        } catch (NoSuchFileException noFolder) {
            Files.createDirectories(drafts);
            return create();
        }
    }

    private FileChannel create() throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /**
     * Gives the file its name, and has the name survive, too.
     *
     * @throws FileAlreadyExistsException if the name is taken
     */
    void publish(Path target) throws IOException {
        link(target);
        forceFolder(target.resolveSibling("."));
    }

    /**
     * Gives the file its name, which a loss of power may take away again before its folder is forced.
     *
     * @throws FileAlreadyExistsException if the name is taken
     */
    void link(Path target) throws IOException {
        try {
            Files.createLink(target, file);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (UnsupportedOperationException | FileSystemException noLinks) {
            moveAlone(target, noLinks);
        }
    }

    /** For file systems without links: looks and moves under a lock, which ends with its process. */
    private void moveAlone(Path target, Exception noLinks) throws IOException {
        Path lock = file.resolveSibling("lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!held.isValid() || Files.exists(target)) {
                throw new FileAlreadyExistsException(target.toString());
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException taken) {
            throw taken;
        } catch (IOException failure) {
            failure.addSuppressed(noLinks);
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        if (ThreadLocalRandom.current().nextInt(SWEEP_EVERY) == 0) {
            sweep();
        }
    }

    private void closeAfter(IOException failure) {
        try {
            close();
        } catch (IOException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        }
    }

    private void sweep() throws IOException {
        Instant limit = Instant.now().minus(LEFT_BEHIND);
        try (DirectoryStream<Path> drafts = Files.newDirectoryStream(file.resolveSibling("."), "*.draft")) {
            for (Path draft : drafts) {
                if (Files.getLastModifiedTime(draft).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(draft);
                }
            }
        } catch (NoSuchFileException sweptByAnother) {
            // Whoever took the file or the folder away did this work.
            return;
        }
    }

    /** Makes the name itself survive a loss of power. Not every system lets a folder be opened; then it does so alone. */
    static void forceFolder(Path folder) throws IOException {
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
