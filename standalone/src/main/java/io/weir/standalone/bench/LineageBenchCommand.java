package io.weir.standalone.bench;

import io.weir.benchmarks.report.Comparison;
import io.weir.benchmarks.report.ComparisonTable;
import io.weir.standalone.cli.CommandFailure;
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
        if (events < LEAST || jobs < LEAST) {
            throw new CommandFailure("--events and --jobs must be at least " + LEAST);
        }
        try (BenchFolder folder = BenchFolder.make(workDir)) {
            print(new LineageBench(folder, events, jobs, spec.commandLine().getErr()).run());
            return 0;
        }
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
