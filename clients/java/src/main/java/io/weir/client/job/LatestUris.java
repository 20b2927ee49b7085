package io.weir.client.job;

import io.weir.client.call.WeirException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Where the latest states of tables lie, as it was last told: asked again after a minute, and good until there is an answer. */
final class LatestUris {

    private static final long GOOD_FOR = Duration.ofMinutes(1).toNanos();

    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    LatestUris(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private record Known(String uri, long readAt) {}

    String get(String table, Supplier<String> read) {
        Known last = known.get(table);
        if (last != null && nanoTime.getAsLong() - last.readAt() <= GOOD_FOR) {
            return last.uri();
        }
        try {
            return put(table, read.get());
        } catch (WeirException.TransientNetwork | WeirException.Server away) {
            if (last == null) {
                throw away;
            }
            return last.uri();
        }
    }

    String put(String table, String uri) {
        known.put(table, new Known(uri, nanoTime.getAsLong()));
        return uri;
    }
}
