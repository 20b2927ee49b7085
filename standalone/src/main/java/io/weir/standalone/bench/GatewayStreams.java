package io.weir.standalone.bench;

import io.weir.benchmarks.calls.StreamLoad;
import io.weir.benchmarks.measure.Rounds;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.measure.Trial;
import io.weir.benchmarks.report.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Long bodies, one after the other: a table's files line by line, and an object up and down. */
final class GatewayStreams {

    private static final String OBJECT = "/api/v1/datasets/bench/object";
    private static final long SIZE = 256L << 20;
    private static final int TIMES = 2;
    private static final double MEGABYTE = 1024 * 1024;

    private final CallSide through;
    private final int rounds;
    private final Consumer<String> progress;

    GatewayStreams(CallSide through, int rounds, Consumer<String> progress) {
        this.through = through;
        this.rounds = rounds;
        this.progress = progress;
    }

    List<Comparison> run(String table, CallSide metadata, CallSide lineage) throws Exception {
        String files = "/api/v1/tables/" + table + "/files";
        List<Comparison> results = new ArrayList<>();
        results.add(compare("gateway.stream.lines", metadata, side -> lines(side, files)));
        results.add(compare("gateway.stream.up", lineage, GatewayStreams::up));
        results.add(compare("gateway.stream.down", lineage, GatewayStreams::down));
        return results;
    }

    /** Makes the load of one side. */
    private interface Loads {
        StreamLoad of(CallSide side);
    }

    private static StreamLoad lines(CallSide side, String path) {
        return StreamLoad.down("lines, " + side.name(), side.at(path), "application/x-ndjson", side.signer(), TIMES);
    }

    private static StreamLoad up(CallSide side) {
        return StreamLoad.up("up, " + side.name(), side.at(OBJECT), SIZE, side.signer(), TIMES);
    }

    private static StreamLoad down(CallSide side) {
        return StreamLoad.down("down, " + side.name(), side.at(OBJECT), "*/*", side.signer(), TIMES);
    }

    private Comparison compare(String name, CallSide direct, Loads loads) throws Exception {
        StreamLoad ours = loads.of(through);
        StreamLoad theirs = loads.of(direct);
        Map<Trial, Samples> results = new Rounds(rounds, progress).run(List.of(theirs, ours));
        double megabytes = TIMES * (name.endsWith("up") ? SIZE : ours.bytes()) / MEGABYTE;
        return Comparison.speed(
                name,
                megabytes / Objects.requireNonNull(results.get(ours)).median(),
                megabytes / Objects.requireNonNull(results.get(theirs)).median(),
                "MB/s");
    }
}
