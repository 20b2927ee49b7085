package io.weir.standalone.bench;

import io.weir.standalone.cli.CommandFailure;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.events.EventSourceException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code weir bench amqp}. */
@Command(
        name = "amqp",
        header = "From a full hub to committed rows, exactly once, beside Azure's client that only receives.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  weir bench amqp                               500,000 events of the Nexmark model",
            "  weir bench amqp --file flights.parquet        an event a row of your own file",
            "  weir bench amqp --json                        an array of {name, ours, peer, ratio, unit}",
            "",
            "It runs a platform of its own, and an emulator of Event Hubs in a process beside it. Both are gone afterwards."
        })
final class AmqpBenchCommand implements Callable<Integer> {

    private static final long DEFAULT_EVENTS = 500_000;

    @Mixin
    private EventsOption events = new EventsOption();

    @Mixin
    private BenchOptions options = new BenchOptions();

    @Mixin
    private RoundsOption repetitions = new RoundsOption();

    @Override
    public Integer call() throws Exception {
        int rounds = repetitions.rounds();
        try (BenchFolder folder = options.folder()) {
            EventSource source = events.source(folder, DEFAULT_EVENTS);
            options.print(new AmqpBench(folder, source, rounds, options::say).run());
            return 0;
        } catch (EventSourceException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }
}
