package io.weir.standalone.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code weir bench}, which does nothing without the name of a benchmark. */
@Command(
        name = "bench",
        header = "Measures Weir beside a peer, on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "BENCHMARK",
        subcommands = {
            IngestBenchCommand.class,
            AmqpBenchCommand.class,
            GatewayBenchCommand.class,
            OpenBenchCommand.class,
            PlanBenchCommand.class,
            ListBenchCommand.class,
            ReadsBenchCommand.class,
            CommitBenchCommand.class,
            CheckpointBenchCommand.class,
            MirrorBenchCommand.class,
            HistoryBenchCommand.class,
            LineageBenchCommand.class,
            DbBenchCommand.class
        },
        footer = {"", "Examples:", "  weir bench ingest", "  weir bench db --rows 10000 --seconds 2"})
public final class BenchCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which benchmark? See: weir bench --help");
    }
}
