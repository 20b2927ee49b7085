package io.weir.platform.store.jdbc;

import io.weir.platform.store.Store;
import io.weir.platform.store.StoreKind;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/** A row of {@code store}. Its revision is null until it was inserted. */
@Table("store")
record StoreRow(
        @Id UUID id,
        String name,
        StoreKind kind,
        Properties properties,
        String owner,
        @Version @Nullable Long revision,
        Instant createdAt,
        Instant updatedAt) {

    /** A {@code jsonb} object; a type of its own, since a bare map would be a table to Spring Data. */
    record Properties(Map<String, String> values) {}

    static StoreRow of(Store store) {
        return new StoreRow(
                store.id(),
                store.name(),
                store.kind(),
                new Properties(store.properties()),
                store.owner(),
                store.revision(),
                store.createdAt(),
                store.updatedAt());
    }

    Store toStore() {
        long current = revision == null ? 0 : revision;
        return new Store(id, name, kind, properties.values(), owner, current, createdAt, updatedAt);
    }
}
