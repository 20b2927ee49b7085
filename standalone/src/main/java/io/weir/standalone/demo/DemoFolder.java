package io.weir.standalone.demo;

import io.weir.standalone.cli.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where demos keep what must outlive a kill. One process at a time; the lock goes with the process, however it ends. */
final class DemoFolder implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("yyyyMMdd_HHmmss");

    private final Path folder;
    private final FileChannel lockFile;

    private DemoFolder(Path folder, FileChannel lockFile) {
        this.folder = folder;
        this.lockFile = lockFile;
    }

    /** @throws CommandFailure if another demo uses it, or it cannot be written */
    static DemoFolder open(Path dataDir) {
        Path folder = dataDir.resolve("demo");
        try {
            Files.createDirectories(folder);
            FileChannel file =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(file) == null) {
                file.close();
                throw new CommandFailure("another demo runs in " + dataDir
                        + ": wait until it has ended, or choose another folder with --data-dir");
            }
            return new DemoFolder(folder, file);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException ownProcess) {
            return null;
        }
    }

    /** Where event files are staged. */
    Path staging() {
        return folder.resolve("staging");
    }

    /** The last demo, finished or not; none if there was none. */
    Optional<DemoState> last() {
        Path file = stateFile();
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readAllBytes(file), DemoState.class))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            throw new CommandFailure(file + " cannot be read (" + e.getMessage() + "): remove it to begin anew", e);
        }
    }

    /** A demo with a name of its own, noted before anything of it is made. */
    DemoState begin(String source, Clock clock) {
        DemoState state = new DemoState(LocalDateTime.now(clock).format(ID), source, false);
        save(state);
        return state;
    }

    /** Replaces the file at once: whenever we are killed, it is the old one or the new one. */
    void save(DemoState state) {
        Path unfinished = folder.resolve("demo.json.new");
        try (FileChannel file = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(JSON.writeValueAsBytes(state)));
            file.force(true);
            Files.move(unfinished, stateFile(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }

    Path stateFile() {
        return folder.resolve("demo.json");
    }

    private static CommandFailure unusable(Path folder, IOException cause) {
        return new CommandFailure(
                "cannot write to " + folder + " (" + cause.getMessage()
                        + "): make it writable and free some space, or choose another folder with --data-dir",
                cause);
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw unusable(folder, e);
        }
    }
}
