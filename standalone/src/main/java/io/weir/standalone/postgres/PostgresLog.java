package io.weir.standalone.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads the server's own words about why it did not start. */
final class PostgresLog {

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
}
