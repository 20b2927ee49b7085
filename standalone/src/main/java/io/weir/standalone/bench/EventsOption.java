package io.weir.standalone.bench;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.events.EventFiles;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.events.LineFiles;
import io.weir.standalone.events.NexmarkEvents;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is sent and loaded. */
final class EventsOption {

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "How many events (default: all of the file's, or as many as settle the figure).")
    private @Nullable Long events;

    @Option(names = "--file", paramLabel = "PATH", description = "A file of real events, in place of generated ones.")
    private @Nullable Path file;

    /** How many are asked for. */
    long count(long otherwise) {
        if (events != null && events < 1) {
            throw new CommandFailure("--events must be at least 1, not " + events);
        }
        return events == null ? otherwise : events;
    }

    /**
     * The events themselves.
     *
     * @param otherwise how many to generate if neither a number nor a file is given
     */
    EventSource source(BenchFolder folder, long otherwise) {
        if (file == null) {
            return new NexmarkEvents(NexmarkEvents.DEFAULT_SEED, count(otherwise));
        }
        LineFiles opened = new EventFiles(folder.resolve("staging"), staged -> {}).open(List.of(file));
        return opened.first(count(opened.count()));
    }
}
