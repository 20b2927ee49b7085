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

/** {@code weir bench gateway}. */
@Command(
        name = "gateway",
        header = "Small calls through the gateway, beside the same calls of the service itself.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir bench gateway                   throughput, and what the gateway adds at half load",
            "  weir bench gateway --json            an array of {name, ours, peer, ratio, unit}",
            "",
            "It runs a platform of its own in a folder that it removes again; nothing that is there is touched."
        })
final class GatewayBenchCommand implements Callable<Integer> {

    @Option(
            names = "--calls",
            paramLabel = "N",
            defaultValue = "10000",
            description = "Calls a round (default: ${DEFAULT-VALUE}).")
    private int calls;

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
        if (rounds < 1 || calls < 1) {
            throw new CommandFailure("--rounds and --calls must be at least 1");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (BenchFolder folder = BenchFolder.make(workDir)) {
            List<Comparison> results =
                    new GatewayBench(folder, rounds, calls, spec.commandLine().getErr()).run();
            if (json) {
                out.println(JsonMapper.builder().build().writeValueAsString(results));
                out.flush();
            } else {
                ComparisonTable.print(results, out);
            }
            return 0;
        }
    }
}
