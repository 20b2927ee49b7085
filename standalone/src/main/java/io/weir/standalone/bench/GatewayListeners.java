package io.weir.standalone.bench;

import io.weir.benchmarks.calls.IdleListeners;
import io.weir.benchmarks.process.HeldMemory;
import io.weir.benchmarks.report.Comparison;
import java.util.List;
import java.util.function.Consumer;

/**
 * Streams of events on which nothing happens. All parts share this process, so what as many streams of the service itself
 * hold is taken off what those through the gateway do.
 */
final class GatewayListeners {

    private static final String PATH = "/api/v1/events/stream";
    private static final int COUNT = 1000;
    private static final int WARM_UP = 50;
    private static final double LIMIT = 100;

    private final CallSide through;
    private final CallSide direct;
    private final Consumer<String> progress;

    GatewayListeners(CallSide through, CallSide direct, Consumer<String> progress) {
        this.through = through;
        this.direct = direct;
        this.progress = progress;
    }

    List<Comparison> run() throws Exception {
        try (IdleListeners first = open(direct, WARM_UP);
                IdleListeners second = open(through, WARM_UP)) {
            progress.accept((first.size() + second.size()) + " listeners are warm");
            double none = HeldMemory.megabytes();
            try (IdleListeners past = open(direct, COUNT - WARM_UP)) {
                double service = (HeldMemory.megabytes() - none) / past.size();
                double some = HeldMemory.megabytes();
                try (IdleListeners with = open(through, COUNT - WARM_UP)) {
                    return List.of(compare(service, (HeldMemory.megabytes() - some) / with.size()));
                }
            }
        }
    }

    private IdleListeners open(CallSide side, int count) throws Exception {
        return IdleListeners.open(side.at(PATH), side.signer(), count);
    }

    /** Megabytes of one listener each. */
    private Comparison compare(double service, double both) {
        progress.accept(String.format(
                "%d idle listeners hold %.0f MB of the service, and %.0f MB of it and the gateway",
                COUNT, service * COUNT, both * COUNT));
        return Comparison.limit("gateway.idle.memory", (both - service) * COUNT, LIMIT, "MB of 1,000 streams");
    }
}
