package io.weir.lineage.intake;

import io.micrometer.tracing.TraceContext;
import io.weir.lineage.openlineage.LineageEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Events of one request that wait for their transaction.
 *
 * @param origin the trace that the request is of; null where it is not traced
 * @param outcome completed once they are committed
 */
record Pending(List<LineageEvent> events, @Nullable TraceContext origin, CompletableFuture<@Nullable Void> outcome) {

    Pending(List<LineageEvent> events, @Nullable TraceContext origin) {
        this(events, origin, new CompletableFuture<>());
    }

    int size() {
        return events.size();
    }

    long characters() {
        return events.stream().mapToLong(event -> event.body().length()).sum();
    }
}
