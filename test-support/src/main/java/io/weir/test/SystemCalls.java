package io.weir.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Counts the calls of the system with which this process reads or writes, as the JVM's own recorder sees them. */
public final class SystemCalls implements AutoCloseable {

    private static final String WRITTEN = "bytesWritten";

    private final Recording recording = new Recording();
    private final String event;
    private final String bytes;

    /** @param bytes the field of the event that counts them */
    private SystemCalls(String event, String bytes) {
        this.event = event;
        this.bytes = bytes;
        recording.enable(event).withThreshold(Duration.ZERO).withoutStackTrace();
        recording.start();
    }

    /** Counts from now on what is written to sockets. */
    public static SystemCalls thatWriteToSockets() {
        return new SystemCalls("jdk.SocketWrite", WRITTEN);
    }

    /** Counts from now on what is read from sockets. */
    public static SystemCalls thatReadFromSockets() {
        return new SystemCalls("jdk.SocketRead", "bytesRead");
    }

    /** Counts from now on what is written to files. */
    public static SystemCalls thatWriteToFiles() {
        return new SystemCalls("jdk.FileWrite", WRITTEN);
    }

    /** What passed by threads of one kind. */
    public record Total(int calls, long bytes) {

        public long bytesOfACall() {
            return bytes / calls;
        }
    }

    /**
     * Counts no longer. A call by which nothing passed, as one that looks whether there is something, does not count.
     *
     * @param threads how the names of those begin that count
     */
    public Total stop(String threads) throws IOException {
        recording.stop();
        Path file = Files.createTempFile("calls", ".jfr");
        try {
            recording.dump(file);
            List<Long> passed = RecordingFile.readAllEvents(file).stream()
                    .filter(recorded -> isOf(recorded, threads))
                    .map(recorded -> recorded.getLong(bytes))
                    .filter(count -> count > 0)
                    .toList();
            return new Total(
                    passed.size(), passed.stream().mapToLong(Long::longValue).sum());
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
