package io.weir.support.outbox;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.weir.support.tracing.Spans;
import io.weir.support.tracing.Step;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which traces messages belong to that requests of this process wrote down. Those that another process delivers, or that wait
 * behind many others, have no span; those that no request wrote have none either.
 */
final class Origins {

    private static final int MOST = 1000;

    private final Spans spans;

    /** Of requests, by their ids; the oldest goes first. */
    private final Map<String, TraceContext> traces = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TraceContext> eldest) {
            return size() > MOST;
        }
    });

    Origins(Spans spans) {
        this.spans = spans;
    }

    /** Remembers what this thread works for. */
    void note(@Nullable String requestId) {
        TraceContext origin = spans.origin();
        if (requestId != null && origin != null) {
            traces.put(requestId, origin);
        }
    }

    /** Delivers in a span, by the conventions of OpenTelemetry for messaging, where the request is traced. */
    DeliveryOutcome delivering(OutboxMessage message, Supplier<DeliveryOutcome> delivery) {
        TraceContext origin = message.requestId() == null ? null : traces.get(message.requestId());
        return origin == null ? delivery.get() : spans.following(origin, step(message), delivery::get);
    }

    private static Step step(OutboxMessage message) {
        String destination = message.destination().name().toLowerCase(Locale.ROOT);
        return new Step(
                "send " + destination,
                Span.Kind.PRODUCER,
                Map.of(
                        "messaging.system", "weir_outbox",
                        "messaging.operation.name", "send",
                        "messaging.operation.type", "send",
                        "messaging.destination.name", destination,
                        "messaging.message.id", Long.toString(message.id())));
    }
}
