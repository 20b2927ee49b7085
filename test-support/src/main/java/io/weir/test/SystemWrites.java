package io.weir.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Counts the calls of the system with which this process writes, as the JVM's own recorder sees them. */
public final class SystemWrites implements AutoCloseable {

    private final Recording recording = new Recording();
    private final String event;

    private SystemWrites(String event) {
        this.event = event;
        recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
        recording.start();
    }

    /** Counts from now on what is written to sockets. */
    public static SystemWrites toSockets() {
        return new SystemWrites("jdk.SocketWrite");
    }

    /** Counts from now on what is written to files. */
    public static SystemWrites toFiles() {
        return new SystemWrites("jdk.FileWrite");
    }

    /** What was written by threads of one kind. */
    public record Total(int calls, long bytes) {

        public long bytesOfACall() {
            return bytes / calls;
        }
    }

    /**
     * Counts no longer.
     *
     * @param threads how the names of those begin that count
     */
    public Total stop(String threads) throws IOException {
        recording.stop();
        Path file = Files.createTempFile("writes", ".jfr");
        try {
            recording.dump(file);
            List<Long> written = RecordingFile.readAllEvents(file).stream()
                    .filter(recorded -> isOf(recorded, threads))
                    .map(recorded -> recorded.getLong("bytesWritten"))
                    .toList();
            return new Total(
                    written.size(), written.stream().mapToLong(Long::longValue).sum());
        } finally {
            Files.delete(file);
        }
    }

    private boolean isOf(RecordedEvent recorded, String threads) {
        return recorded.getEventType().getName().equals(event)
                && recorded.getThread() != null
                && recorded.getThread().getJavaName().startsWith(threads);
    }

    @Override
    public void close() {
        recording.close();
    }
}
