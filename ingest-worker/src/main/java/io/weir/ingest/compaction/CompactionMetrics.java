package io.weir.ingest.compaction;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What compactions did since this process started. */
@Component
class CompactionMetrics {

    private static final String PIPELINE = "pipeline";

    private final MeterRegistry registry;

    CompactionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void ended(String pipeline, CompactedTable table) {
        ended(pipeline, table.outcome().name().toLowerCase(Locale.ROOT));
        count(pipeline, "weir.ingest.compaction.files.removed", table.filesRemoved());
        count(pipeline, "weir.ingest.compaction.files.added", table.filesAdded());
        count(pipeline, "weir.ingest.compaction.bytes.removed", table.bytesRemoved());
        count(pipeline, "weir.ingest.compaction.bytes.added", table.bytesAdded());
    }

    void failed(String pipeline) {
        ended(pipeline, "failed");
    }

    private void ended(String pipeline, String outcome) {
        registry.counter("weir.ingest.compactions", PIPELINE, pipeline, "outcome", outcome)
                .increment();
    }

    private void count(String pipeline, String name, long amount) {
        registry.counter(name, PIPELINE, pipeline).increment((double) amount);
    }
}
