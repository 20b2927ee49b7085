package io.weir.platform.store.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.platform.store.Store;
import io.weir.platform.store.StoreKind;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A store as callers see it. */
@Schema(name = "Store")
record StoreDocument(
        String name,
        StoreKind kind,
        String owner,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt) {

    static StoreDocument of(Store store) {
        return new StoreDocument(
                store.name(),
                store.kind(),
                store.owner(),
                new TreeMap<>(store.properties()),
                store.createdAt(),
                store.updatedAt());
    }
}
