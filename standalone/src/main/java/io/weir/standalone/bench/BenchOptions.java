package io.weir.standalone.bench;

import io.weir.benchmarks.report.Comparison;
import io.weir.benchmarks.report.ComparisonTable;
import io.weir.standalone.cli.Usage;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Where a benchmark works, and how it tells what it found. */
final class BenchOptions {

    @Mixin
    private WorkFolderOption work = new WorkFolderOption();

    @Option(names = "--json", description = "Print one JSON array; all else goes to stderr.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    BenchFolder folder() {
        return work.folder();
    }

    /** Requires of the value of an option of the benchmark's own what {@code allowed} says. */
    void require(boolean possible, String option, String allowed, long found) {
        Usage.require(possible, spec, option, allowed, found);
    }

    /** For what is said on the way, which is no result. */
    PrintWriter messages() {
        return spec.commandLine().getErr();
    }

    void say(String line) {
        messages().println("  " + line);
        messages().flush();
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
