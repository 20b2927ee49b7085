package io.weir.standalone.bench;

import io.weir.benchmarks.tables.ReadBenches;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code weir bench reads}. */
@Command(
        name = "reads",
        header = "Open, plan and list of one loaded table, beside Delta Kernel on its mirror.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  weir bench reads"})
final class ReadsBenchCommand extends ReadBenchCommand {

    @Override
    List<Bench> benches() {
        return List.of(ReadBenches::open, ReadBenches::plan, ReadBenches::list);
    }
}
