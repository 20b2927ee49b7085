package io.weir.standalone.bench;

import io.weir.benchmarks.tables.ReadBenches;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code weir bench open}. */
@Command(
        name = "open",
        header = "Opens a table over HTTP, beside Delta Kernel on its mirror.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  weir bench open"})
final class OpenBenchCommand extends ReadBenchCommand {

    @Override
    List<Bench> benches() {
        return List.of(ReadBenches::open);
    }
}
