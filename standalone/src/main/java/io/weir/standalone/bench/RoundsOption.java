package io.weir.standalone.bench;

import io.weir.standalone.cli.Usage;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How often a benchmark repeats what it measures. */
final class RoundsOption {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private int rounds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            // What three tell is a JVM that still compiles what it runs.
            defaultValue = "10",
            description = "Repetitions that count; the median is told (default: ${DEFAULT-VALUE}).")
    void ask(int count) {
        Usage.require(count >= 1, spec, "--rounds", "at least 1", count);
        rounds = count;
    }

    int rounds() {
        return rounds;
    }
}
