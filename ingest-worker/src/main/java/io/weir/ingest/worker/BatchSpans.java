package io.weir.ingest.worker;

import io.micrometer.tracing.Span;
import io.weir.ingest.deltasink.DeltaSink;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.Subscription;
import io.weir.ingest.stage.StreamSide;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A trace of each batch of a pipeline, by the conventions of OpenTelemetry for messaging: nobody asked for it, and it may be
 * all that a commit of the metadata service belongs to.
 */
final class BatchSpans {

    private static final Step DECODE = Step.work("decode");
    private static final Step DELTA = Step.work("delta write");
    private static final Step WAREHOUSE = Step.work("warehouse write");

    private final Spans spans;
    private final Subscription read;

    BatchSpans(Spans spans, Subscription read) {
        this.spans = spans;
        this.read = read;
    }

    /** What a batch is in for. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** From the first record that came to the last sink that has it. */
    void around(Batch batch, Work<?> work) throws SQLException {
        if (!spans.areOn()) {
            work.run();
            return;
        }
        spans.<Object, SQLException>beginning(step("process", Span.Kind.CONSUMER, batch), batch.opened(), () -> {
            spans.past(step("receive", Span.Kind.CLIENT, batch), batch.opened(), batch.sealed());
            return work.run();
        });
    }

    <T> T decoding(Work<T> work) throws SQLException {
        return spans.<T, SQLException>around(DECODE, work::run);
    }

    void writing(Sink sink, Work<?> work) throws SQLException {
        spans.<Object, SQLException>around(sink instanceof DeltaSink ? DELTA : WAREHOUSE, work::run);
    }

    private Step step(String operation, Span.Kind kind, Batch batch) {
        SourceRequest source = read.of(StreamSide.of(batch.staged()));
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("messaging.system", source.broker().kind().toLowerCase(Locale.ROOT));
        attributes.put("messaging.operation.name", operation);
        attributes.put("messaging.operation.type", operation);
        attributes.put("messaging.destination.name", source.topic());
        attributes.put("messaging.consumer.group.name", source.group());
        attributes.put(
                "messaging.batch.message_count", Integer.toString(batch.staged().records()));
        attributes.put("weir.pipeline", source.reader());
        return new Step(operation + " " + source.topic(), kind, attributes);
    }
}
