package io.weir.standalone.bench;

import io.weir.benchmarks.report.Comparison;
import io.weir.standalone.events.EventSource;
import io.weir.standalone.platform.Platform;
import io.weir.standalone.platform.PlatformOptions;
import io.weir.standalone.platform.Ports;
import io.weir.standalone.port.FreePort;
import io.weir.standalone.sending.EventSender;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One run: start, fill the topic, and what is to be measured, one after the other. */
final class IngestBench {

    private static final double START_LIMIT = 15;

    private final BenchFolder folder;
    private final EventSource source;
    private final Set<IngestMeasure> measures;
    private final int rounds;
    private final Consumer<String> say;

    IngestBench(BenchFolder folder, EventSource source, Set<IngestMeasure> measures, int rounds, Consumer<String> say) {
        this.folder = folder;
        this.source = source;
        this.measures = Set.copyOf(measures);
        this.rounds = rounds;
        this.say = say;
    }

    List<Comparison> run() throws Exception {
        long begin = System.nanoTime();
        try (Platform platform =
                Platform.start(PlatformOptions.embedded(folder.resolve("platform"), FreePort.row(Ports.COUNT)))) {
            double startSeconds = (System.nanoTime() - begin) / 1e9;
            say.accept(String.format("platform started in %.1f s", startSeconds));
            BenchTopic topic = new BenchTopic(platform.addresses());
            topic.make();
            List<Comparison> told = new ArrayList<>();
            told.addAll(ofFullTopic(topic));
            told.addAll(ofOtherTopics(topic));
            told.add(Comparison.limit("standalone.start", startSeconds, START_LIMIT, "s"));
            return told;
        }
    }

    private List<Comparison> ofFullTopic(BenchTopic topic) throws Exception {
        List<Comparison> told = new ArrayList<>();
        LoadBench loads = new LoadBench(folder, source, measures, rounds, say);
        boolean pair = measures.contains(IngestMeasure.PAIR);
        if (!loads.isEmpty() || pair) {
            say.accept(source.description());
            new EventSender(topic.bootstrapServers(), BenchTopic.NAME).send(source, sent -> {});
            say.accept("topic filled");
        }
        if (!loads.isEmpty()) {
            told.addAll(loads.run(topic));
        }
        if (pair) {
            told.add(new PairBench(source.count(), rounds, say).run(topic));
        }
        return told;
    }

    private List<Comparison> ofOtherTopics(BenchTopic topic) throws Exception {
        List<Comparison> told = new ArrayList<>();
        if (measures.contains(IngestMeasure.UPSERT)) {
            told.add(new UpsertBench(folder, source.count(), rounds, say).run(topic));
        }
        if (measures.contains(IngestMeasure.VISIBLE)) {
            told.add(new VisibleBench(say).run(topic));
        }
        return told;
    }
}
