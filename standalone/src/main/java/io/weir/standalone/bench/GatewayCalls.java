package io.weir.standalone.bench;

import io.weir.benchmarks.calls.CallLoad;
import io.weir.benchmarks.measure.Rounds;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.measure.Trial;
import io.weir.benchmarks.report.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** A small call, asked by many at once and then at half of what both ways bear. */
final class GatewayCalls {

    private static final int CALLERS = 4 * Runtime.getRuntime().availableProcessors();
    private static final String PATH = "/api/v1/tables/called";
    private static final double MEDIAN = 0.5;
    private static final double TAIL = 0.99;
    private static final double MEDIAN_LIMIT = 1;
    private static final double TAIL_LIMIT = 5;
    private static final double NANOS_PER_MILLI = 1e6;

    private final CallSide through;
    private final CallSide direct;
    private final int rounds;
    private final int calls;
    private final Consumer<String> progress;

    GatewayCalls(CallSide through, CallSide direct, int rounds, int calls, Consumer<String> progress) {
        this.through = through;
        this.direct = direct;
        this.rounds = rounds;
        this.calls = calls;
        this.progress = progress;
    }

    List<Comparison> run() throws Exception {
        new io.weir.benchmarks.tables.TableService(direct.address(), direct.signer()).create("called", 10);
        CallLoad ours = load(through);
        CallLoad theirs = load(direct);
        Map<Trial, Samples> results = new Rounds(rounds, progress).run(List.of(theirs, ours));
        double perSecond = calls / Objects.requireNonNull(results.get(ours)).median();
        double most = calls / Objects.requireNonNull(results.get(theirs)).median();
        double half = Math.min(perSecond, most) / 2;
        progress.accept(String.format("latencies at %,.0f calls/s", half));
        theirs.paced(half);
        ours.paced(half);
        long[] past = theirs.paced(half);
        long[] with = ours.paced(half);
        return List.of(
                Comparison.speed("gateway.calls", perSecond, most, "calls/s"),
                Comparison.limit("gateway.added.p50", added(with, past, MEDIAN), MEDIAN_LIMIT, "ms"),
                Comparison.limit("gateway.added.p99", added(with, past, TAIL), TAIL_LIMIT, "ms"));
    }

    private CallLoad load(CallSide side) {
        return new CallLoad(side.name(), side.at(PATH), side.signer(), CALLERS, calls);
    }

    private static double added(long[] with, long[] past, double quantile) {
        return (at(with, quantile) - at(past, quantile)) / NANOS_PER_MILLI;
    }

    private static double at(long[] sorted, double quantile) {
        return sorted[(int) (quantile * (sorted.length - 1))];
    }
}
