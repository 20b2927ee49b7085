package io.weir.platform.store;

/** What a store's properties say, by its kind. */
public sealed interface StoreTarget {

    /**
     * A Kafka cluster.
     *
     * @param bootstrapServers {@code host:port}, more than one separated by commas
     */
    record Kafka(String bootstrapServers) implements StoreTarget {}

    /**
     * A namespace of Azure Event Hubs.
     *
     * @param namespace its host, as in {@code NAME.servicebus.windows.net}
     * @param connectionString where the workers find the connection string: {@code env:NAME} or {@code file:/PATH}
     */
    record EventHubs(String namespace, String connectionString) implements StoreTarget {}

    /**
     * A DuckDB file.
     *
     * @param path relative to the data directory unless absolute
     */
    record DuckDb(String path) implements StoreTarget {}
}
