package io.weir.standalone.bench;

import io.weir.standalone.cli.CommandFailure;
import picocli.CommandLine.Option;

/** How often a benchmark repeats what it measures. */
final class RoundsOption {

    @Option(
            names = "--rounds",
            paramLabel = "N",
            // What three tell is a JVM that still compiles what it runs.
            defaultValue = "10",
            description = "Repetitions that count; the median is told (default: ${DEFAULT-VALUE}).")
    private int rounds;

    int rounds() {
        if (rounds < 1) {
            throw new CommandFailure("--rounds must be at least 1, not " + rounds);
        }
        return rounds;
    }
}
