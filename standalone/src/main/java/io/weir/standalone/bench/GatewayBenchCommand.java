package io.weir.standalone.bench;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code weir bench gateway}. */
@Command(
        name = "gateway",
        header = "Small calls, long bodies and idle streams through the gateway, beside the same past it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir bench gateway                   throughput, what the gateway adds at half load, what streams cost",
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

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private RoundsOption repetitions = new RoundsOption();

    @Override
    public Integer call() throws Exception {
        options.require(calls >= 1, "--calls", "at least 1", calls);
        try (BenchFolder folder = options.folder()) {
            options.print(new GatewayBench(folder, repetitions.rounds(), calls, options.messages()).run());
            return 0;
        }
    }
}
