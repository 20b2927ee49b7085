package io.weir.platform.store;

import java.util.Optional;

/** What a store's properties say, by its kind. */
public sealed interface StoreTarget {

    /** The name of the secret that it refers to. */
    default Optional<String> secret() {
        return Optional.empty();
    }

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
     * @param connectionString where the connection string is: {@code secret:NAME}, or where the workers find it, {@code env:NAME}
     *     or {@code file:/PATH}
     */
    record EventHubs(String namespace, String connectionString) implements StoreTarget {

        private static final String SECRET = "secret:";

        @Override
        public Optional<String> secret() {
            return connectionString.startsWith(SECRET)
                    ? Optional.of(connectionString.substring(SECRET.length()))
                    : Optional.empty();
        }
    }

    /**
     * A DuckDB file.
     *
     * @param path relative to the data directory unless absolute
     */
    record DuckDb(String path) implements StoreTarget {}
}
