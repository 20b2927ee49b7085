package io.weir.standalone.bench;

import io.weir.benchmarks.ingest.PipelineLoad;
import io.weir.benchmarks.load.BareLoad;
import io.weir.benchmarks.measure.Rounds;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.measure.Trial;
import io.weir.benchmarks.process.PeakMemory;
import io.weir.benchmarks.report.Comparison;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.standalone.events.EventSource;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** Pipelines from a full topic, and DuckDB loading the same bytes, in turn. */
final class LoadBench {

    private static final int THREADS = Runtime.getRuntime().availableProcessors();
    private static final double MEMORY_LIMIT = 2048;
    private static final Map<IngestMeasure, IntFunction<CreatePipelineRequest>> PIPELINES = Map.of(
            IngestMeasure.WAREHOUSE,
                    repetition ->
                            BenchPipelines.toWarehouse(BenchPipelines.topic(BenchTopic.NAME), "bench_" + repetition),
            IngestMeasure.DELTA,
                    repetition -> BenchPipelines.toDelta(BenchPipelines.topic(BenchTopic.NAME), "bench_" + repetition));

    private final BenchFolder folder;
    private final EventSource source;
    private final List<IngestMeasure> measures;
    private final int rounds;
    private final Consumer<String> say;

    /**
     * @param measures of which those are taken that are loads
     */
    LoadBench(BenchFolder folder, EventSource source, Set<IngestMeasure> measures, int rounds, Consumer<String> say) {
        this.folder = folder;
        this.source = source;
        this.measures =
                measures.stream().filter(PIPELINES::containsKey).sorted().toList();
        this.rounds = rounds;
        this.say = say;
    }

    boolean isEmpty() {
        return measures.isEmpty();
    }

    List<Comparison> run(BenchTopic topic) throws Exception {
        List<Trial> ours = new ArrayList<>();
        for (IngestMeasure measure : measures) {
            ours.add(load(measure, topic));
        }
        double memory = memoryOf(ours);
        List<Trial> trials = new ArrayList<>(peers());
        trials.addAll(ours);
        Map<Trial, Samples> results = new Rounds(rounds, say).run(trials);
        double peer = results.entrySet().stream()
                .filter(result -> result.getKey() instanceof BareLoad)
                .mapToDouble(result -> speed(result.getValue()))
                .max()
                .orElseThrow();
        List<Comparison> told = new ArrayList<>();
        for (Trial trial : ours) {
            double speed = speed(Objects.requireNonNull(results.get(trial)));
            told.add(Comparison.speed(trial.name(), speed, peer, "events/s"));
        }
        told.add(Comparison.limit("standalone.memory", memory, MEMORY_LIMIT, "MB"));
        return told;
    }

    /** The peak is told before the peer has run: it shares our process. */
    private double memoryOf(List<Trial> ours) throws Exception {
        for (Trial trial : ours) {
            say.accept(String.format("first run: %s %.2f s", trial.name(), trial.run()));
        }
        return PeakMemory.megabytes().orElse(Double.NaN);
    }

    private PipelineLoad load(IngestMeasure measure, BenchTopic topic) {
        return new PipelineLoad(
                "ingest." + measure.name().toLowerCase(Locale.ROOT),
                topic.client(),
                Objects.requireNonNull(PIPELINES.get(measure)),
                source.count());
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
}
