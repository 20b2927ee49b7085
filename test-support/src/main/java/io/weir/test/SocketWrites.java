package io.weir.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Counts the calls of the system with which this process writes to its sockets, as the JVM's own recorder sees them. */
public final class SocketWrites implements AutoCloseable {

    private static final String EVENT = "jdk.SocketWrite";

    private final Recording recording = new Recording();

    private SocketWrites() {}

    /** Counts from now on. */
    public static SocketWrites start() {
        SocketWrites writes = new SocketWrites();
        writes.recording.enable(EVENT).withThreshold(Duration.ZERO).withoutStackTrace();
        writes.recording.start();
        return writes;
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
                    .filter(event -> isOf(event, threads))
                    .map(event -> event.getLong("bytesWritten"))
                    .toList();
            return new Total(
                    written.size(), written.stream().mapToLong(Long::longValue).sum());
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isOf(RecordedEvent event, String threads) {
        return event.getEventType().getName().equals(EVENT)
                && event.getThread() != null
                && event.getThread().getJavaName().startsWith(threads);
    }

    @Override
    public void close() {
        recording.close();
    }
}
