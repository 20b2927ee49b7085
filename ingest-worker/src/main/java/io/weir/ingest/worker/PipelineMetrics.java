package io.weir.ingest.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.weir.ingest.progress.PipelineProgressed;
import java.util.concurrent.TimeUnit;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** What pipelines did since this process started. */
@Component
class PipelineMetrics {

    private static final String PIPELINE = "pipeline";
    private static final String LOST = "weir.ingest.lost.records";
    private static final String REFUSED = "weir.ingest.refused.rows";

    private final MeterRegistry registry;
    private final ApplicationEventPublisher events;

    PipelineMetrics(MeterRegistry registry, ApplicationEventPublisher events) {
        this.registry = registry;
        this.events = events;
    }

    /** Counts the batches of a session, and tells those who wait for them. */
    BatchWriter.Written of(String pipeline, SessionProgress progress) {
        Counter batches = counter(pipeline, "weir.ingest.batches");
        Counter records = counter(pipeline, "weir.ingest.events");
        Counter bytes = counter(pipeline, "weir.ingest.bytes");
        Counter rows = counter(pipeline, "weir.ingest.rows");
        Counter deadLetters = counter(pipeline, "weir.ingest.dead.letters");
        Counter filtered = counter(pipeline, "weir.ingest.filtered");
        // From the beginning: an increase is seen only of what was there before.
        counter(pipeline, LOST);
        counter(pipeline, REFUSED);
        Timer commits = Timer.builder("weir.ingest.commit")
                .description("From when a batch is taken up until all sinks have it")
                .tag(PIPELINE, pipeline)
                .register(registry);
        return (batch, nanos) -> {
            progress.wrote();
            commits.record(nanos, TimeUnit.NANOSECONDS);
            batches.increment();
            records.increment(batch.staged().records());
            bytes.increment((double) batch.staged().bytes());
            rows.increment((double) batch.rows());
            deadLetters.increment((double) batch.rejectedRecords());
            filtered.increment((double) batch.filteredRecords());
            batch.counts().branches().forEach((table, written) -> registry.counter(
                            "weir.ingest.branch.rows", PIPELINE, pipeline, "table", table)
                    .increment((double) written));
            batch.counts().broken().forEach((expectation, broken) -> registry.counter(
                            "weir.ingest.broken.expectations", PIPELINE, pipeline, "expectation", expectation)
                    .increment((double) broken));
            events.publishEvent(new PipelineProgressed(pipeline));
        };
    }

    /** Of rows that are made of several records so many were not taken by their table, and are dead letters. */
    void refused(String pipeline, long rows) {
        counter(pipeline, REFUSED).increment((double) rows);
    }

    void gap(String pipeline, long records) {
        counter(pipeline, LOST).increment((double) records);
    }

    private Counter counter(String pipeline, String name) {
        return registry.counter(name, PIPELINE, pipeline);
    }
}
