package io.weir.standalone.bench;

import io.weir.benchmarks.tables.MirrorBench;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench mirror}. */
@Command(
        name = "mirror",
        header = "How long after its commit a version can be read from the mirror, beside the most it may be.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  weir bench mirror --tables 5 --seconds 10"})
final class MirrorBenchCommand implements Callable<Integer> {

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Option(names = "--tables", paramLabel = "N", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int tables;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "Commits a second, to all tables together (default: ${DEFAULT-VALUE}).")
    private int rate;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "That count; a sixth of it goes before (default: ${DEFAULT-VALUE}).")
    private int seconds;

    @Override
    public Integer call() throws Exception {
        options.require(tables >= 1, "--tables", "at least 1", tables);
        options.require(rate >= 1, "--rate", "at least 1", rate);
        options.require(seconds >= 1, "--seconds", "at least 1", seconds);
        try (BenchFolder folder = options.folder();
                BenchMetadata metadata = BenchMetadata.start(folder)) {
            options.print(new MirrorBench(metadata.client(), new MirrorBench.Load(tables, rate, seconds), options::say)
                    .run());
            return 0;
        }
    }
}
