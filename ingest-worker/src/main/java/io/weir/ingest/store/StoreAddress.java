package io.weir.ingest.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the platform knows of a store. */
public record StoreAddress(String name, String kind, Map<String, String> properties) {

    public static final String KAFKA = "KAFKA";
    public static final String EVENTHUBS = "EVENTHUBS";
    public static final String DUCKDB = "DUCKDB";

    public static final String BOOTSTRAP_SERVERS = "bootstrapServers";

    /** Host of an Event Hubs namespace. */
    public static final String NAMESPACE = "namespace";

    /** Where an Event Hubs connection string is kept; never the string itself. */
    public static final String CONNECTION_STRING = "connectionString";

    public @Nullable String property(String key) {
        return properties.get(key);
    }
}
