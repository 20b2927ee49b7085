package io.weir.support.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What was made or found within some seconds. Holds a bounded number of things, and none that anybody made up. */
final class Recent<K, V> {

    private static final int MOST = 4096;

    private final Duration kept;
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

    /** @param kept for how long a thing is taken as it was */
    Recent(Duration kept) {
        this.kept = kept;
    }

    private record Entry<V>(V value, Instant since) {}

    Optional<V> find(K key, Instant now) {
        Entry<V> entry = entries.get(key);
        return entry == null || !now.isBefore(entry.since().plus(kept)) ? Optional.empty() : Optional.of(entry.value());
    }

    /** Keeps a value and returns it. */
    V keep(K key, V value, Instant now) {
        if (entries.size() >= MOST) {
            entries.clear();
        }
        entries.put(key, new Entry<>(value, now));
        return value;
    }
}
