package io.weir.standalone.bench;

import io.weir.benchmarks.tables.ReadBenches;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code weir bench list}. */
@Command(
        name = "list",
        header = "Lists all files over HTTP, beside Delta Kernel on the mirror.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  weir bench list"})
final class ListBenchCommand extends ReadBenchCommand {

    @Override
    List<Bench> benches() {
        return List.of(ReadBenches::list);
    }
}
