package io.weir.standalone.bench;

import io.weir.benchmarks.tables.ReadBenches;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code weir bench plan}. */
@Command(
        name = "plan",
        header = "Plans a selective query over HTTP, beside Delta Kernel on the mirror.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  weir bench plan"})
final class PlanBenchCommand extends ReadBenchCommand {

    @Override
    List<Bench> benches() {
        return List.of(ReadBenches::plan);
    }
}
