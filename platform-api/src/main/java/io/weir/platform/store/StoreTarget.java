package io.weir.platform.store;

import io.weir.platform.broker.Broker;
import io.weir.support.broker.BrokerSecurity;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a store's properties say, by its kind. */
public sealed interface StoreTarget {

    /** The name of the secret that it refers to. */
    default Optional<String> secret() {
        return Optional.empty();
    }

    /** The property that refers to it. */
    default String secretProperty() {
        return "connectionString";
    }

    /** The hosts that are connected to, by the property that names them. */
    default Map<String, List<String>> hosts() {
        return Map.of();
    }

    private static Map<String, List<String>> ofEndpoint(Optional<URI> endpoint) {
        return endpoint.map(
                        address -> Map.of("endpoint", List.of(address.getHost().replaceAll("[\\[\\]]", ""))))
                .orElse(Map.of());
    }

    /** A Kafka cluster. */
    record Kafka(Broker broker) implements StoreTarget {

        @Override
        public Map<String, List<String>> hosts() {
            Map<String, List<String>> hosts = new TreeMap<>();
            hosts.put("bootstrapServers", broker.hosts());
            broker.tokenHost().ifPresent(host -> hosts.put(BrokerSecurity.TOKEN_ENDPOINT, List.of(host)));
            return hosts;
        }

        @Override
        public Optional<String> secret() {
            return broker.password().flatMap(Reference::secret);
        }

        @Override
        public String secretProperty() {
            return BrokerSecurity.PASSWORD;
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
     * The streams of Amazon Kinesis in a region.
     *
     * @param endpoint where they are, if not at Amazon's own
     * @param secretAccessKey the secret that lets the workers in, as {@code secret:NAME}
     */
    record Kinesis(String region, Optional<URI> endpoint, String secretAccessKey) implements StoreTarget {

        @Override
        public Map<String, List<String>> hosts() {
            return ofEndpoint(endpoint);
        }

        @Override
        public Optional<String> secret() {
            return Reference.secret(secretAccessKey);
        }

        @Override
        public String secretProperty() {
            return AmazonSignIn.SECRET_ACCESS_KEY;
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

        @Override
        public String secretProperty() {
            return "token";
        }
    }

    /**
     * A database of PostgreSQL.
     *
     * @param address its host, with or without a port
     * @param password the secret that is the password, as {@code secret:NAME}
     */
    record Postgres(String address, String password) implements StoreTarget {

        @Override
        public Map<String, List<String>> hosts() {
            return Map.of(
                    "address", List.of(address.replaceFirst(":[0-9]+$", "").replaceAll("[\\[\\]]", "")));
        }

        @Override
        public Optional<String> secret() {
            return Reference.secret(password);
        }

        @Override
        public String secretProperty() {
            return BrokerSecurity.PASSWORD;
        }
    }

    /**
     * A folder of the workers, or one of a store of objects, with files to be read.
     *
     * @param path absolute, or an address
     * @param endpoint where the store is, if it is not the one that its kind usually means
     * @param secretProperty the property that refers to the secret
     * @param reference to the secret that lets the workers in, as {@code secret:NAME}
     */
    record Files(String path, Optional<URI> endpoint, String secretProperty, Optional<String> reference)
            implements StoreTarget {

        @Override
        public Map<String, List<String>> hosts() {
            return ofEndpoint(endpoint);
        }

        @Override
        public Optional<String> secret() {
            return reference.flatMap(Reference::secret);
        }
    }

    /**
     * A registry of schemas that speaks Confluent's protocol.
     *
     * @param url what is before its own paths
     * @param username who signs in, if somebody does
     * @param password the secret that is the password, as {@code secret:NAME}
     */
    record SchemaRegistry(URI url, Optional<String> username, Optional<String> password) implements StoreTarget {

        /** Its host, an address without brackets. */
        public String host() {
            return url.getHost().replaceAll("[\\[\\]]", "");
        }

        @Override
        public Map<String, List<String>> hosts() {
            return Map.of("url", List.of(host()));
        }

        @Override
        public Optional<String> secret() {
            return password.flatMap(Reference::secret);
        }

        @Override
        public String secretProperty() {
            return BrokerSecurity.PASSWORD;
        }
    }

    /**
     * The registry of schemas of a namespace of Azure Event Hubs, which the workers read with their own identity.
     *
     * @param namespace its host, as in {@code NAME.servicebus.windows.net}
     */
    record AzureSchemaRegistry(String namespace) implements StoreTarget {

        @Override
        public Map<String, List<String>> hosts() {
            return Map.of("namespace", List.of(namespace.replaceFirst(":[0-9]+$", "")));
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
