package io.weir.standalone.bench;

import io.weir.benchmarks.ingest.PipelineLoad;
import io.weir.benchmarks.ingest.PipelinesAtOnce;
import io.weir.benchmarks.measure.Rounds;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.measure.Trial;
import io.weir.benchmarks.report.Comparison;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Two pipelines from one topic to two tables of one database, and one of them alone, in turn. */
final class PairBench {

    private final long events;
    private final int rounds;
    private final Consumer<String> say;

    PairBench(long events, int rounds, Consumer<String> say) {
        this.events = events;
        this.rounds = rounds;
        this.say = say;
    }

    Comparison run(BenchTopic topic) throws Exception {
        Trial alone = load("ingest.alone", topic);
        Trial pair =
                new PipelinesAtOnce("ingest.pair", List.of(load("ingest.first", topic), load("ingest.second", topic)));
        Map<Trial, Samples> results = new Rounds(rounds, say).run(List.of(alone, pair));
        return Comparison.speed(
                pair.name(), 2 * events / median(results, pair), events / median(results, alone), "events/s");
    }

    private static double median(Map<Trial, Samples> results, Trial trial) {
        return Objects.requireNonNull(results.get(trial)).median();
    }

    private PipelineLoad load(String name, BenchTopic topic) {
        String table = name.replace('.', '_') + "_";
        return new PipelineLoad(
                name,
                topic.client(),
                repetition -> BenchPipelines.toWarehouse(BenchPipelines.topic(BenchTopic.NAME), table + repetition),
                events);
    }
}
