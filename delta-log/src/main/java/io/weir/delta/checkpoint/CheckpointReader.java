package io.weir.delta.checkpoint;

import static io.weir.delta.LogFileNames.LOG_FOLDER;
import static io.weir.delta.LogFileNames.SIDECAR_FOLDER;

import io.weir.delta.InvalidActionException;
import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CheckpointMetadata;
import io.weir.delta.action.CommitFile;
import io.weir.delta.action.FilePaths;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.Sidecar;
import io.weir.delta.log.CheckpointFiles;
import io.weir.delta.storage.StoredObjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Reads checkpoints of every kind the protocol has: classic, multi-part, and V2 in JSON or Parquet with or without
 * sidecars. Actions pass one by one, so memory does not grow with their number; one million adds take some seconds.
 *
 * @param objects the table's objects
 * @param folder where copies of Parquet files may lie while they are read
 */
public record CheckpointReader(StoredObjects objects, Path folder) {

    /**
     * Hands over every action but those that describe the checkpoint itself.
     *
     * @param consumer what it refuses by an {@link InvalidActionException} counts as broken
     * @throws CorruptCheckpointException if a file is missing or broken, which it names with the row or line and the field,
     *     or there is not one protocol and one metadata; some actions may have been handed over by then
     * @throws IOException if the store fails; the same call may be made again
     */
    public void read(CheckpointFiles checkpoint, Consumer<Action> consumer)
            throws IOException, CorruptCheckpointException {
        Census census = new Census(consumer);
        walk(checkpoint, census);
        census.requireWhole(checkpoint);
    }

    /**
     * What a checkpoint holds, with what describes it itself. Reads it as a whole, as {@link #read}.
     *
     * @throws CorruptCheckpointException if it cannot be read
     */
    public CheckpointSummary summary(CheckpointFiles checkpoint) throws IOException, CorruptCheckpointException {
        AtomicLong actions = new AtomicLong();
        AtomicLong addFiles = new AtomicLong();
        Census census = new Census(action -> addFiles.addAndGet(action instanceof AddFile ? 1 : 0));
        long bytes = walk(checkpoint, action -> {
            actions.incrementAndGet();
            census.accept(action);
        });
        census.requireWhole(checkpoint);
        return new CheckpointSummary(actions.get(), addFiles.get(), bytes);
    }

    /** Hands over every action of every file, and gives how many bytes these are. */
    private long walk(CheckpointFiles checkpoint, Consumer<Action> consumer)
            throws IOException, CorruptCheckpointException {
        List<String> sidecars = new ArrayList<>();
        long bytes = 0;
        for (String name : checkpoint.names()) {
            bytes += readFile(name, action -> {
                if (action instanceof Sidecar sidecar) {
                    sidecars.add(nameOf(sidecar));
                }
                consumer.accept(action);
            });
        }
        for (String sidecar : sidecars) {
            bytes += readFile(sidecar, consumer);
        }
        return bytes;
    }

    /**
     * The names, below the table's location, of the sidecars that a checkpoint needs. Reads all but those.
     *
     * @throws CorruptCheckpointException if one of its own files is missing or broken
     */
    public List<String> sidecars(CheckpointFiles checkpoint) throws IOException, CorruptCheckpointException {
        List<String> sidecars = new ArrayList<>();
        for (String name : checkpoint.names()) {
            readFile(name, action -> {
                if (action instanceof Sidecar sidecar) {
                    sidecars.add(nameOf(sidecar));
                }
            });
        }
        return sidecars;
    }

    /**
     * The metadata that a checkpoint holds. Reads all but sidecars.
     *
     * @throws CorruptCheckpointException if one of its own files is missing or broken, or there is no metadata in it
     */
    public Metadata metadata(CheckpointFiles checkpoint) throws IOException, CorruptCheckpointException {
        List<Metadata> found = new ArrayList<>();
        for (String name : checkpoint.names()) {
            readFile(name, action -> {
                if (action instanceof Metadata metadata) {
                    found.add(metadata);
                }
            });
        }
        if (found.isEmpty()) {
            throw new CorruptCheckpointException(checkpoint.names().get(0) + " has no metaData", null);
        }
        return found.get(0);
    }

    /** What is wrong with a checkpoint; empty if nothing is. Reads it as a whole. */
    public Optional<String> problem(CheckpointFiles checkpoint) throws IOException {
        try {
            read(checkpoint, action -> {});
            return Optional.empty();
        } catch (CorruptCheckpointException corrupt) {
            return Optional.of(String.valueOf(corrupt.getMessage()));
        }
    }

    private static String nameOf(Sidecar sidecar) {
        String path = sidecar.path();
        if (!FilePaths.isText(path)) {
            throw new InvalidActionException("sidecar.path", "is no path of a file", path, FilePaths.TEXT);
        }
        return LOG_FOLDER + "/" + SIDECAR_FOLDER + "/" + path.substring(path.lastIndexOf('/') + 1);
    }

    /** How long the file is, whose actions it hands over. */
    private long readFile(String name, Consumer<Action> consumer) throws IOException, CorruptCheckpointException {
        try {
            if (name.endsWith(".json")) {
                byte[] lines = objects.get(name)
                        .orElseThrow(() -> new CorruptCheckpointException(name + " is not there", null));
                CommitFile.read(lines, consumer);
                return lines.length;
            }
            return readParquet(name, consumer);
        } catch (InvalidActionException | SQLException broken) {
            throw new CorruptCheckpointException(name + " cannot be read: " + firstLine(broken), broken);
        }
    }

    private long readParquet(String name, Consumer<Action> consumer)
            throws IOException, SQLException, CorruptCheckpointException {
        Files.createDirectories(folder);
        Path copy = Files.createTempFile(folder, "read-", ".parquet");
        try {
            if (!objects.download(name, copy)) {
                throw new CorruptCheckpointException(name + " is not there", null);
            }
            ParquetActions.read(copy, consumer);
            return Files.size(copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static String firstLine(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    /** Counts what a checkpoint must have one of. */
    private static final class Census implements Consumer<Action> {

        private final Consumer<Action> next;
        private int protocols;
        private int metadata;

        Census(Consumer<Action> next) {
            this.next = next;
        }

        @Override
        public void accept(Action action) {
            protocols += action instanceof Protocol ? 1 : 0;
            metadata += action instanceof Metadata ? 1 : 0;
            if (!(action instanceof CheckpointMetadata || action instanceof Sidecar)) {
                next.accept(action);
            }
        }

        void requireWhole(CheckpointFiles checkpoint) throws CorruptCheckpointException {
            if (protocols != 1 || metadata != 1) {
                throw new CorruptCheckpointException(
                        checkpoint.names().get(0) + " has " + protocols + " protocol and " + metadata
                                + " metaData actions, not one of each",
                        null);
            }
        }
    }
}
