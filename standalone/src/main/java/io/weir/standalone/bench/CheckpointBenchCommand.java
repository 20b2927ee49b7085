package io.weir.standalone.bench;

import io.weir.benchmarks.report.Comparison;
import io.weir.benchmarks.tables.CheckpointBench;
import io.weir.benchmarks.tables.TableLoad;
import io.weir.benchmarks.tables.TableService;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code weir bench checkpoint}. */
@Command(
        name = "checkpoint",
        header = "The checkpoint of one loaded table, beside Delta Kernel's own.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  weir bench checkpoint"})
final class CheckpointBenchCommand extends LoadedTableBench {

    @Override
    List<Comparison> measure(TableService service, TableLoad load, BenchFolder folder) throws Exception {
        return new CheckpointBench(service, load, folder.resolve("kernel"), rounds(), this::say).run();
    }
}
