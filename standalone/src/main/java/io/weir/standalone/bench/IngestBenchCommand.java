package io.weir.standalone.bench;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.events.EventSourceException;
import io.weir.standalone.sending.SendingException;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            "  weir bench ingest --only upsert,pair,visible  what it does not measure by itself: changes by key beside",
            "                                                MERGE, two pipelines beside one, seconds until rows are seen",
            "  weir bench ingest --json                      an array of {name, ours, peer, ratio, unit}",
            "",
            "It runs a platform of its own in a folder that it removes again; nothing that is there is touched."
        })
final class IngestBenchCommand implements Callable<Integer> {

    private static final long DEFAULT_EVENTS = 1_000_000;

    @Mixin
    private EventsOption events = new EventsOption();

    @Option(
            names = {"--only", "--path"},
            split = ",",
            paramLabel = "WHAT",
            defaultValue = "warehouse,delta",
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Set<IngestMeasure> measures = Set.of();

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private RoundsOption repetitions = new RoundsOption();

    @Override
    public Integer call() throws Exception {
        int rounds = repetitions.rounds();
        try (BenchFolder folder = options.folder()) {
            EventSource source = events.source(folder, DEFAULT_EVENTS);
            options.print(new IngestBench(folder, source, measures, rounds, options::say).run());
            return 0;
        } catch (EventSourceException | SendingException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
