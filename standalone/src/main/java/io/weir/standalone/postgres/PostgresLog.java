package io.weir.standalone.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the server's own words about why it did not start. */
final class PostgresLog {

    private static final String LIVING = "FATAL:  pre-existing shared memory block";

    private PostgresLog() {}

    /** The text of the newest line of severity FATAL or PANIC. */
    static Optional<String> lastComplaint(Path log) throws IOException {
        if (!Files.isReadable(log)) {
            return Optional.empty();
        }
        List<String> complaints = Files.readAllLines(log).stream()
                .filter(line -> line.contains(" FATAL: ") || line.contains(" PANIC: "))
                .map(line -> line.replaceFirst("^.*? (FATAL|PANIC):\\s*", ""))
                .toList();
        return complaints.isEmpty() ? Optional.empty() : Optional.of(complaints.get(complaints.size() - 1));
    }

    /** Bytes that are in it; none where it is not yet there. */
    static long size(Path log) throws IOException {
        return Files.exists(log) ? Files.size(log) : 0;
    }

    /**
     * Whether it did not start because processes of an earlier one on the same data have not ended.
     *
     * @param from where in the log the words of that start begin; those processes may add their own
     */
    static boolean tellsOfLivingProcesses(Path log, long from) throws IOException {
        if (!Files.isReadable(log)) {
            return false;
        }
        try (InputStream words = Files.newInputStream(log)) {
            words.skipNBytes(Math.min(from, size(log)));
            return new String(words.readAllBytes(), StandardCharsets.UTF_8).contains(LIVING);
        }
    }
}
