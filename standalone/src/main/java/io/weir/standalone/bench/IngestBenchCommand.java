package io.weir.standalone.bench;

import io.weir.benchmarks.report.Comparison;
import io.weir.benchmarks.report.ComparisonTable;
import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.events.EventFiles;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.events.EventSourceException;
import io.weir.standalone.events.LineFiles;
import io.weir.standalone.events.NexmarkEvents;
import io.weir.standalone.sending.SendingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code weir bench ingest}. */
@Command(
        name = "ingest",
        header = "From a full topic to committed rows, exactly once, beside DuckDB loading the same bytes.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir bench ingest                             1,000,000 events of the Nexmark model",
            "  weir bench ingest --file flights.parquet      an event a row of your own file",
            "  weir bench ingest --json                      an array of {name, ours, peer, ratio, unit}",
            "",
            "It runs a platform of its own in a folder that it removes again; nothing that is there is touched."
        })
final class IngestBenchCommand implements Callable<Integer> {

    private static final long DEFAULT_EVENTS = 1_000_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "How many events (default: 1,000,000, or all of the file's).")
    private @Nullable Long events;

    @Option(names = "--file", paramLabel = "PATH", description = "A file of real events, in place of generated ones.")
    private @Nullable Path file;

    @Option(
            names = "--path",
            split = ",",
            defaultValue = "warehouse,delta",
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: both).")
    private List<IngestPath> paths = List.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Repetitions that count; the median is told (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description = "Where the folder for the run is made (default: the system's folder for temporary files).")
    private @Nullable Path workDir;

    @Option(names = "--json", description = "Print one JSON array; all else goes to stderr.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (rounds < 1) {
            throw new CommandFailure("--rounds must be at least 1, not " + rounds);
        }
        if (events != null && events < 1) {
            throw new CommandFailure("--events must be at least 1, not " + events);
        }
        PrintWriter messages = spec.commandLine().getErr();
        try (BenchFolder folder = BenchFolder.make(workDir)) {
            EventSource source = source(folder);
            List<Comparison> results = new IngestBench(folder, source, paths, rounds, messages).run();
            print(results);
            return 0;
        } catch (EventSourceException | SendingException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private EventSource source(BenchFolder folder) {
        if (file == null) {
            return new NexmarkEvents(NexmarkEvents.DEFAULT_SEED, events == null ? DEFAULT_EVENTS : events);
        }
        LineFiles opened = new EventFiles(folder.resolve("staging"), staged -> {}).open(List.of(file));
        return events == null ? opened : opened.first(events);
    }

    private void print(List<Comparison> results) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(results));
            out.flush();
        } else {
            ComparisonTable.print(results, out);
        }
    }
}
