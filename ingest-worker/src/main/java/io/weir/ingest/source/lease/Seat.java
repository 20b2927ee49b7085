package io.weir.ingest.source.lease;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A worker's place among those that share its folder. It is held by the lock of a file, which ends with the process, even a
 * killed one, and not with one that is frozen; so whoever finds it free is its holder, come back.
 */
public final class Seat implements AutoCloseable {

    private static final int MOST = 1_000;
    private static final int NAME_BYTES = 36;

    /** Those of this process: POSIX ends its lock of a file as soon as it closes any channel to it. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel locked;
    private final WorkerName name;

    private Seat(Path file, FileChannel locked, WorkerName name) {
        this.file = file;
        this.locked = locked;
        this.name = name;
    }

    /**
     * Takes the first free one.
     *
     * @param root folder of all seats
     * @throws UncheckedIOException if there can be no files, or none can be locked
     */
    public static Seat take(Path root) {
        try {
            Files.createDirectories(root);
            for (int number = 0; number < MOST; number++) {
                Seat seat = take(root.toRealPath(), number);
                if (seat != null) {
                    return seat;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("a worker cannot have a place in " + root, failed);
        }
        throw new IllegalStateException(MOST + " workers have their places in " + root);
    }

    private static @Nullable Seat take(Path root, int number) throws IOException {
        Path file = root.resolve(Integer.toString(number));
        if (!OWN.add(file)) {
            return null;
        }
        Seat seat = null;
        try {
            seat = lock(file);
            return seat;
        } finally {
            if (seat == null) {
                OWN.remove(file);
            }
        }
    }

    private static @Nullable Seat lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return null;
        }
        return new Seat(file, channel, name(channel));
    }

    /** What is in the file; who was killed while it wrote that never used it. */
    private static WorkerName name(FileChannel file) throws IOException {
        ByteBuffer there = ByteBuffer.allocate(NAME_BYTES);
        int length = Math.max(0, file.read(there, 0));
        String text = new String(there.array(), 0, length, StandardCharsets.UTF_8);
        try {
            return new WorkerName(UUID.fromString(text));
        } catch (IllegalArgumentException none) {
            UUID id = UUID.randomUUID();
            file.truncate(0);
            file.write(ByteBuffer.wrap(id.toString().getBytes(StandardCharsets.UTF_8)), 0);
            return new WorkerName(id);
        }
    }

    /** The name of whoever has the seat. */
    public WorkerName name() {
        return name;
    }

    @Override
    public void close() {
        try {
            locked.close();
            OWN.remove(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("the place " + file + " stays taken", failed);
        }
    }
}
