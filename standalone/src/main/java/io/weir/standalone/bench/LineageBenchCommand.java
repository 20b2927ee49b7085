package io.weir.standalone.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench lineage}. */
@Command(
        name = "lineage",
        header = "OpenLineage events in, and questions about a large graph.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir bench lineage                        20,000 events, then a graph of 100,000 jobs",
            "  weir bench lineage --json                 an array of {name, ours, peer, ratio, unit}",
            "",
            "It runs a platform of its own in a folder that it removes again; nothing that is there is touched."
        })
final class LineageBenchCommand implements Callable<Integer> {

    private static final int LEAST = 1000;

    @Option(
            names = "--events",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many events are taken one by one, and again in batches (default: ${DEFAULT-VALUE}).")
    private int events;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "100000",
            description = "How many jobs the graph has, each with two edges (default: ${DEFAULT-VALUE}).")
    private int jobs;

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Override
    public Integer call() throws Exception {
        options.require(events >= LEAST, "--events", "at least " + LEAST, events);
        options.require(jobs >= LEAST, "--jobs", "at least " + LEAST, jobs);
        try (BenchFolder folder = options.folder()) {
            options.print(new LineageBench(folder, events, jobs, options.messages()).run());
            return 0;
        }
    }
}
