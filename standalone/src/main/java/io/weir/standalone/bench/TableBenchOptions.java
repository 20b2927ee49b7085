package io.weir.standalone.bench;

import io.weir.benchmarks.report.Comparison;
import io.weir.benchmarks.report.ComparisonTable;
import io.weir.standalone.cli.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** What the benchmarks of tables have in common. */
final class TableBenchOptions {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "Repetitions that count; the median is told (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description = "Where the folder for the run is made (default: the system's folder for temporary files).")
    private @Nullable Path workDir;

    @Option(names = "--json", description = "Print one JSON array; all else goes to stderr.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    int rounds() {
        if (rounds < 1) {
            throw new CommandFailure("--rounds must be at least 1, not " + rounds);
        }
        return rounds;
    }

    BenchFolder folder() {
        return BenchFolder.make(workDir);
    }

    void say(String line) {
        PrintWriter messages = spec.commandLine().getErr();
        messages.println("  " + line);
        messages.flush();
    }

    void print(List<Comparison> results) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(results));
            out.flush();
        } else {
            ComparisonTable.print(results, out);
        }
    }
}
