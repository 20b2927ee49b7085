package io.weir.standalone.bench;

import io.weir.standalone.events.EventCursor;
import io.weir.standalone.events.EventSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes the events of a source as lines, for the peer. */
final class EventCopies {

    private static final int BUFFER = 1 << 20;

    private EventCopies() {}

    /** Into {@code parts} files of about the same size, event {@code i} into file {@code i % parts}. */
    static List<Path> write(EventSource source, BenchFolder folder, int parts) throws IOException {
        List<Path> files = new ArrayList<>();
        List<OutputStream> outputs = new ArrayList<>();
        try (EventCursor events = source.from(0)) {
            for (int part = 0; part < parts; part++) {
                Path file = folder.resolve("events-" + parts + "-" + part + ".ndjson");
                files.add(file);
                outputs.add(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
            }
            for (long index = 0; index < source.count(); index++) {
                OutputStream output = outputs.get((int) (index % parts));
                output.write(events.next());
                output.write('\n');
            }
        } finally {
            for (OutputStream output : outputs) {
                output.close();
            }
        }
        return files;
    }
}
