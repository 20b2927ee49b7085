package io.weir.standalone.bench;

import io.weir.benchmarks.hubs.BareReceive;
import io.weir.benchmarks.ingest.PipelineLoad;
import io.weir.benchmarks.measure.Rounds;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.measure.Trial;
import io.weir.benchmarks.report.Comparison;
import io.weir.eventhubs.emulator.EmulatorProcess;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.platform.Platform;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.platform.Ports;
import io.weir.standalone.port.FreePort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** One run: a full hub, a pipeline from it and the bare client in turn. */
final class AmqpBench {

    /** What the client asks for by itself, and the most that it may ask for. */
    private static final List<Integer> PREFETCHES = List.of(500, 8000);

    /** Megabytes: some 600 bytes an event, for half a million of them and for those of larger files. */
    private static final int EMULATOR_HEAP = 3072;

    private final BenchFolder folder;
    private final EventSource source;
    private final int rounds;
    private final Consumer<String> say;

    AmqpBench(BenchFolder folder, EventSource source, int rounds, Consumer<String> say) {
        this.folder = folder;
        this.source = source;
        this.rounds = rounds;
        this.say = say;
    }

    List<Comparison> run() throws Exception {
        say.accept(source.description());
        Path events = EventCopies.write(source, folder, 1).get(0);
        try (EmulatorProcess emulator =
                        EmulatorProcess.start(BenchTopic.NAME, BenchTopic.PARTITIONS, events, EMULATOR_HEAP);
                Platform platform = Platform.start(
                        PlatformOptions.embedded(folder.resolve("platform"), FreePort.row(Ports.COUNT)))) {
            say.accept("platform started, hub filled");
            BenchTopic topic = new BenchTopic(platform.addresses());
            topic.makeHub(emulator.connectionString());
            return compare(topic, emulator.connectionString());
        }
    }

    private List<Comparison> compare(BenchTopic topic, String connectionString) throws Exception {
        PipelineLoad ours = ours(topic);
        List<BareReceive> peers = PREFETCHES.stream()
                .map(prefetch -> peer(connectionString, prefetch))
                .toList();
        Map<Trial, Samples> results = new Rounds(rounds, say).run(List.of(peers.get(0), peers.get(1), ours));
        double peer =
                peers.stream().mapToDouble(trial -> speed(results, trial)).max().orElseThrow();
        return List.of(Comparison.speed(ours.name(), speed(results, ours), peer, "events/s"));
    }

    private double speed(Map<Trial, Samples> results, Trial trial) {
        return source.count() / Objects.requireNonNull(results.get(trial)).median();
    }

    private PipelineLoad ours(BenchTopic topic) {
        return new PipelineLoad(
                "amqp.warehouse",
                topic.client(),
                repetition -> BenchPipelines.toWarehouse(BenchPipelines.hub("weir"), "bench_" + repetition),
                source.count());
    }

    private BareReceive peer(String connectionString, int prefetch) {
        return new BareReceive(
                "Azure's client alone, prefetch " + prefetch,
                connectionString,
                BenchTopic.NAME,
                "peer",
                BenchTopic.PARTITIONS,
                prefetch,
                source.count());
    }
}
