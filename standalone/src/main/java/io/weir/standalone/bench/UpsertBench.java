package io.weir.standalone.bench;

import io.weir.benchmarks.ingest.PipelineLoad;
import io.weir.benchmarks.load.BareMerge;
import io.weir.benchmarks.measure.Rounds;
import io.weir.benchmarks.measure.Samples;
import io.weir.benchmarks.measure.Trial;
import io.weir.benchmarks.report.Comparison;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.WriteOptions;
import io.weir.standalone.events.EventFiles;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.sending.EventSender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** A topic in which every key comes twice, merged into a table by a pipeline and by DuckDB alone, in turn. */
final class UpsertBench {

    private static final String TOPIC = "bench-upserts";
    private static final String KEY = "id";
    private static final int THREADS = Runtime.getRuntime().availableProcessors();

    private final BenchFolder folder;
    private final long keys;
    private final int rounds;
    private final Consumer<String> say;

    UpsertBench(BenchFolder folder, long events, int rounds, Consumer<String> say) {
        this.folder = folder;
        // So that both events of a key are in one partition.
        this.keys = Math.max(1, events / 2 / BenchTopic.PARTITIONS) * BenchTopic.PARTITIONS;
        this.rounds = rounds;
        this.say = say;
    }

    Comparison run(BenchTopic topic) throws Exception {
        Path first = folder.resolve("first.ndjson");
        Path second = folder.resolve("second.ndjson");
        KeyedEvents.write(first, keys, 1);
        KeyedEvents.write(second, keys, 2);
        EventSource source = new EventFiles(folder.resolve("staging"), staged -> {}).open(List.of(first, second));
        topic.add(TOPIC);
        new EventSender(topic.bootstrapServers(), TOPIC).send(source, sent -> {});
        Trial ours = new PipelineLoad("ingest.upsert", topic.client(), UpsertBench::pipeline, source.count());
        Trial peer = new BareMerge(
                "DuckDB's MERGE alone", List.of(first, second), folder.resolve("merged.duckdb"), THREADS, KEY, keys);
        Map<Trial, Samples> results = new Rounds(rounds, say).run(List.of(peer, ours));
        return Comparison.speed(
                ours.name(),
                source.count() / Objects.requireNonNull(results.get(ours)).median(),
                source.count() / Objects.requireNonNull(results.get(peer)).median(),
                "events/s");
    }

    private static CreatePipelineRequest pipeline(int repetition) {
        return BenchPipelines.toWarehouse(BenchPipelines.topic(TOPIC), "upserted_" + repetition)
                .write(new WriteOptions().mode(WriteOptions.ModeEnum.UPSERT).keys(List.of(KEY)));
    }
}
