package io.weir.lineage.intake;

import io.weir.lineage.openlineage.LineageEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Events of one request that wait for their transaction.
 *
 * @param outcome completed once they are committed
 */
record Pending(List<LineageEvent> events, CompletableFuture<@Nullable Void> outcome) {

    Pending(List<LineageEvent> events) {
        this(events, new CompletableFuture<>());
    }

    int size() {
        return events.size();
    }

    long characters() {
        return events.stream().mapToLong(event -> event.body().length()).sum();
    }
}
