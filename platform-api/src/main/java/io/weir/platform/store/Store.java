package io.weir.platform.store;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A broker or a warehouse that pipelines use.
 *
 * @param properties as they were given, checked by {@link StoreKind#target}; never a secret
 * @param revision grows by one with each change
 */
public record Store(
        UUID id,
        String name,
        StoreKind kind,
        Map<String, String> properties,
        String owner,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    public Store {
        properties = Map.copyOf(properties);
    }

    /** What the properties say. */
    public StoreTarget target() {
        return kind.target(properties);
    }
}
