package io.weir.standalone.bench;

import io.weir.standalone.cli.Usage;
import io.weir.standalone.events.EventFiles;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.events.LineFiles;
import io.weir.standalone.events.NexmarkEvents;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What is sent and loaded. */
final class EventsOption {

    @Option(names = "--file", paramLabel = "PATH", description = "A file of real events, in place of generated ones.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private @Nullable Long events;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "How many events (default: all of the file's, or as many as settle the figure).")
    void ask(@Nullable Long count) {
        Usage.require(count == null || count >= 1, spec, "--events", "at least 1", String.valueOf(count));
        events = count;
    }

    private long count(long otherwise) {
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
