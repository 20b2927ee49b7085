package io.weir.ingest.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the platform knows of a store. */
public record StoreAddress(String name, String kind, Map<String, String> properties) {

    public static final String KAFKA = "KAFKA";
    public static final String DUCKDB = "DUCKDB";

    public @Nullable String property(String key) {
        return properties.get(key);
    }
}
