package io.weir.platform.store;

import io.weir.platform.broker.Broker;
import java.util.Map;

/** What a store is; decides which properties it has. */
public enum StoreKind {
    KAFKA {
        @Override
        StoreTarget read(StoreProperties properties) {
            String servers = properties.required(
                    "bootstrapServers",
                    "[^\\s,:/@]+:[1-9][0-9]{0,4}(,[^\\s,:/@]+:[1-9][0-9]{0,4})*",
                    "host:port, more than one separated by commas");
            return new StoreTarget.Kafka(new Broker(servers, KafkaSignIn.read(properties)));
        }
    },
    EVENTHUBS {
        @Override
        StoreTarget read(StoreProperties properties) {
            return new StoreTarget.EventHubs(
                    namespace(properties),
                    properties.optionalUnrepeated("connectionString", REFERENCE, REFERENCE_RULE));
        }
    },
    KINESIS {
        @Override
        StoreTarget read(StoreProperties properties) {
            return KinesisPlace.read(properties);
        }
    },
    DUCKDB {
        @Override
        StoreTarget read(StoreProperties properties) {
            return new StoreTarget.DuckDb(
                    properties.required(
                            "path",
                            // What is after a semicolon DuckDB takes for settings, of which one runs statements; and a
                            // database called weir it cannot tell from the schema of the control tables.
                            "(?!(.*/)?\\.\\.(/|$))(?!(.*/)?(?i:weir)(\\.[^/]*)?$)[^\\x00-\\x1f;]*[^\\x00-\\x1f;/]",
                            "the path of a file, without '..' and ';' and not called weir, relative to the data directory unless it begins with '/'"));
        }
    },
    MOTHERDUCK {
        @Override
        StoreTarget read(StoreProperties properties) {
            String database = properties.required(
                    "database",
                    "(?!(?i:weir)$)[A-Za-z0-9_][A-Za-z0-9_-]{0,99}",
                    "the name of a database of MotherDuck, without 'md:' and not weir");
            return new StoreTarget.MotherDuck(
                    database, properties.requiredUnrepeated("token", REFERENCE, REFERENCE_RULE));
        }
    },
    POSTGRES {
        @Override
        StoreTarget read(StoreProperties properties) {
            return PostgresSignIn.read(properties);
        }
    },
    FILES {
        @Override
        StoreTarget read(StoreProperties properties) {
            return FilesPlace.read(properties);
        }
    },
    SCHEMA_REGISTRY {
        @Override
        StoreTarget read(StoreProperties properties) {
            return RegistrySignIn.read(properties);
        }
    },
    AZURE_SCHEMA_REGISTRY {
        @Override
        StoreTarget read(StoreProperties properties) {
            return new StoreTarget.AzureSchemaRegistry(namespace(properties));
        }
    };

    private static final String REFERENCE =
            "secret:[A-Za-z0-9][A-Za-z0-9_.-]{0,127}|env:[A-Za-z_][A-Za-z0-9_]*|file:/[^\\x00-\\x1f]+";
    static final String REFERENCE_RULE =
            "where it is kept, never the text itself: secret:NAME, or with the workers, env:NAME or file:/PATH";

    abstract StoreTarget read(StoreProperties properties);

    private static String namespace(StoreProperties properties) {
        return properties.required(
                "namespace", "[A-Za-z0-9.-]+(:[1-9][0-9]{0,4})?", "a host, as in NAME.servicebus.windows.net");
    }

    /**
     * Reads the properties of a store of this kind.
     *
     * @throws io.weir.support.problem.ProblemException naming the field that is missing, unknown or not allowed
     */
    public StoreTarget target(Map<String, String> properties) {
        StoreProperties reader = new StoreProperties(this, properties);
        StoreTarget target = read(reader);
        reader.refuseOthers();
        return target;
    }
}
