package io.weir.platform.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a store's properties say, by its kind. */
public sealed interface StoreTarget {

    /** The name of the secret that it refers to. */
    default Optional<String> secret() {
        return Optional.empty();
    }

    /** The hosts that are connected to, by the property that names them. */
    default Map<String, List<String>> hosts() {
        return Map.of();
    }

    /**
     * A Kafka cluster.
     *
     * @param bootstrapServers {@code host:port}, more than one separated by commas
     */
    record Kafka(String bootstrapServers) implements StoreTarget {

        @Override
        public Map<String, List<String>> hosts() {
            List<String> hosts = Stream.of(bootstrapServers.split(","))
                    .map(server -> server.substring(0, server.lastIndexOf(':')))
                    .toList();
            return Map.of("bootstrapServers", hosts);
        }
    }

    /**
     * A namespace of Azure Event Hubs.
     *
     * @param namespace its host, as in {@code NAME.servicebus.windows.net}
     * @param connectionString where the connection string is: {@code secret:NAME}, or where the workers find it, {@code env:NAME}
     *     or {@code file:/PATH}; without one they sign in with their own identity
     */
    record EventHubs(String namespace, Optional<String> connectionString) implements StoreTarget {

        /** Without its port. */
        public String host() {
            return namespace.replaceFirst(":[0-9]+$", "");
        }

        @Override
        public Map<String, List<String>> hosts() {
            return Map.of("namespace", List.of(host()));
        }

        @Override
        public Optional<String> secret() {
            return connectionString.flatMap(Reference::secret);
        }
    }

    /**
     * A DuckDB file.
     *
     * @param path relative to the data directory unless absolute
     */
    record DuckDb(String path) implements StoreTarget {}

    /**
     * A database of MotherDuck.
     *
     * @param token where its token is, as connection strings are
     */
    record MotherDuck(String database, String token) implements StoreTarget {

        @Override
        public Optional<String> secret() {
            return Reference.secret(token);
        }
    }

    /** Where something is kept that is no property itself. */
    final class Reference {

        private static final String SECRET = "secret:";

        private Reference() {}

        private static Optional<String> secret(String reference) {
            return reference.startsWith(SECRET) ? Optional.of(reference.substring(SECRET.length())) : Optional.empty();
        }
    }
}
