package io.weir.standalone.bench;

import io.weir.benchmarks.ingest.PipelineLoad;
import io.weir.benchmarks.load.BareLoad;
import io.weir.benchmarks.measure.Rounds;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.measure.Trial;
import io.weir.benchmarks.process.PeakMemory;
import io.weir.benchmarks.report.Comparison;
import io.weir.client.model.PipelineSource;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.platform.Platform;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.sending.EventSender;
import java.io.IOException;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One run: start, fill the topic, our two paths and the peer in turn. */
final class IngestBench {

    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final double START_LIMIT = 15;
    private static final double MEMORY_LIMIT = 2048;
    private static final String EVENTS_PER_SECOND = "events/s";

    private final BenchFolder folder;
    private final EventSource source;
    private final List<IngestPath> paths;
    private final int rounds;
    private final PrintWriter messages;

    IngestBench(BenchFolder folder, EventSource source, List<IngestPath> paths, int rounds, PrintWriter messages) {
        this.folder = folder;
        this.source = source;
        this.paths = List.copyOf(paths);
        this.rounds = rounds;
        this.messages = messages;
    }

    List<Comparison> run() throws Exception {
        say(source.description());
        long begin = System.nanoTime();
        try (Platform platform =
                Platform.start(PlatformOptions.embedded(folder.resolve("platform"), FreePorts.base()))) {
            double startSeconds = (System.nanoTime() - begin) / 1e9;
            say(String.format("platform started in %.1f s", startSeconds));
            return compare(platform, startSeconds);
        }
    }

    private List<Comparison> compare(Platform platform, double startSeconds) throws Exception {
        BenchTopic topic = new BenchTopic(platform.addresses());
        topic.make();
        new EventSender(platform.addresses().kafkaBootstrapServers(), BenchTopic.NAME).send(source, sent -> {});
        say("topic filled");
        List<Trial> ours = new ArrayList<>();
        for (IngestPath path : paths) {
            ours.add(load(path, topic));
        }
        double memory = memoryOf(ours);
        List<Trial> trials = new ArrayList<>(peers());
        trials.addAll(ours);
        Map<Trial, Samples> results = new Rounds(rounds, this::say).run(trials);
        double peer = results.entrySet().stream()
                .filter(result -> result.getKey() instanceof BareLoad)
                .mapToDouble(result -> speed(result.getValue()))
                .max()
                .orElseThrow();
        List<Comparison> told = new ArrayList<>();
        for (Trial trial : ours) {
            double speed = speed(Objects.requireNonNull(results.get(trial)));
            told.add(Comparison.speed(trial.name(), speed, peer, EVENTS_PER_SECOND));
        }
        told.add(Comparison.limit("standalone.start", startSeconds, START_LIMIT, "s"));
        told.add(Comparison.limit("standalone.memory", memory, MEMORY_LIMIT, "MB"));
        return told;
    }

    /** The peak is told before the peer has run: it shares our process. */
    private double memoryOf(List<Trial> ours) throws Exception {
        for (Trial trial : ours) {
            say(String.format("first run: %s %.2f s", trial.name(), trial.run()));
        }
        return PeakMemory.megabytes().orElse(Double.NaN);
    }

    private PipelineLoad load(IngestPath path, BenchTopic topic) {
        PipelineSource from = new PipelineSource()
                .store(BenchTopic.BROKER)
                .topic(BenchTopic.NAME)
                .startPosition(PipelineSource.StartPositionEnum.EARLIEST);
        return new PipelineLoad(path.measure(), topic.client(), from, path::target, source.count());
    }

    private List<BareLoad> peers() throws SQLException, IOException {
        var one = EventCopies.write(source, folder, 1);
        var several = EventCopies.write(source, folder, BenchTopic.PARTITIONS);
        var database = folder.resolve("peer.duckdb");
        return List.of(
                new BareLoad("DuckDB alone, one file", one, database, THREADS, false, source.count()),
                new BareLoad("DuckDB alone, several files", several, database, THREADS, false, source.count()),
                new BareLoad("DuckDB alone, one file, checkpoint", one, database, THREADS, true, source.count()));
    }

    private double speed(Samples samples) {
        return source.count() / samples.median();
    }

    private void say(String line) {
        messages.println("  " + line);
        messages.flush();
    }
}
