package io.weir.ingest.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files for all sessions of a process, written over again and again.
 *
 * <p>The memory that the system keeps for the content of a new file is new too, and to fetch it costs several times what
 * it costs to fill it: on a virtual machine the host has to find it first. A file that is used again gets a new name, so
 * that no reader can take it for the one that it knows.
 */
public final class StagedFiles implements AutoCloseable {

    /** Some 256 MB: two full batches, one that is written and one that is collected. */
    private static final int MOST_SPARE = 64;

    private static final long MOST_BYTES = 2 * StagedLines.FILE_BYTES;

    private final LockedFolder folder;
    private final AtomicLong names = new AtomicLong();

    /** The one used last comes first: it is in the processor's caches, most likely. */
    private final Deque<Path> spare = new ConcurrentLinkedDeque<>();

    private final AtomicInteger spares = new AtomicInteger();

    private StagedFiles(LockedFolder folder) {
        this.folder = folder;
    }

    /** Keeps its spare files below {@code root}, where all folders that use it must be. */
    public static StagedFiles open(Path root) {
        return new StagedFiles(LockedFolder.make(root));
    }

    /** A file of a name that was not there before, at its beginning. What is in it from an earlier use stays. */
    StagedFile next(Path in) {
        Path file = in.resolve(nextName());
        Path used = spare.poll();
        try {
            if (used != null) {
                spares.decrementAndGet();
                Files.move(used, file);
            }
            return new StagedFile(file, FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException failed) {
            throw new UncheckedIOException("staging file " + file + " could not be opened", failed);
        }
    }

    private String nextName() {
        return names.getAndIncrement() + ".ndjson";
    }

    /** Takes files back that nobody reads any more. */
    void release(List<Path> files) {
        for (Path file : files) {
            try {
                release(file);
            } catch (IOException failed) {
                throw new UncheckedIOException("staged file " + file + " could not be removed", failed);
            }
        }
    }

    private void release(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES || spares.get() >= MOST_SPARE) {
            Files.delete(file);
            return;
        }
        Path kept = folder.resolve(nextName());
        Files.move(file, kept);
        spares.incrementAndGet();
        spare.push(kept);
    }

    @Override
    public void close() {
        folder.close();
    }
}
