package io.weir.ingest;

import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.relation.SchemasOfRelations;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.Stores;
import io.weir.test.TestDatabase;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.env.Environment;

/** The whole service on a real database, with stores that need no platform. */
public final class IngestPlatform implements AutoCloseable {

    /** Property of a worker whose Delta tables are those of a metadata service. */
    public static final String SERVED_TABLES = "weir.test.served-tables";

    private final TestDatabase database;
    private final Path dataFolder;
    private final List<String> addresses = new ArrayList<>();
    private final List<ConfigurableApplicationContext> workers = new ArrayList<>();

    private IngestPlatform(Path dataFolder) {
        this.database = TestDatabase.create("ingest");
        this.dataFolder = dataFolder;
    }

    public IngestPlatform(Path dataFolder, String brokers) {
        this(dataFolder);
        addresses.add("--weir.test.brokers=" + brokers);
    }

    /** Another one that knows the same broker and hubs. */
    public IngestPlatform beside(Path otherFolder) {
        IngestPlatform other = new IngestPlatform(otherFolder);
        other.addresses.addAll(addresses);
        return other;
    }

    /** Changes what is in the service's database. */
    public void update(String sql) {
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException("cannot update", failed);
        }
    }

    /** Where the store of hubs is for workers that start from now on, and the file that holds its connection string. */
    public void hubs(String namespace, Path connectionString) {
        addresses.add("--weir.test.namespace=" + namespace);
        addresses.add("--weir.test.connection=" + connectionString);
    }

    /** Where the store of schemas is, from now on. */
    public static void registry(URI address) {
        System.setProperty("weir.test.registry", address.toString());
    }

    /** Starts a worker; several share database and files. */
    public ConfigurableApplicationContext start(String... more) {
        return start(List.of(), more);
    }

    /**
     * The same with parts of a test's own in place of others.
     *
     * @param parts configurations
     */
    public ConfigurableApplicationContext start(List<Class<?>> parts, String... more) {
        List<String> arguments = new ArrayList<>(List.of(database.arguments()));
        arguments.add("--weir.data-dir=" + dataFolder);
        arguments.add("--weir.ingest.replay.allowed-roots=" + dataFolder.resolve("captures"));
        arguments.add("--weir.ingest.java-functions.enabled=true");
        arguments.add("--server.port=0");
        // Nobody: what is to be told the control plane waits in the outbox.
        arguments.add("--weir.services.platform-url=http://127.0.0.1:1");
        arguments.addAll(addresses);
        arguments.addAll(List.of(more));
        ConfigurableApplicationContext worker = IngestWorker.application()
                .sources(KnownStores.class)
                .sources(parts.toArray(Class<?>[]::new))
                .run(arguments.toArray(String[]::new));
        workers.add(worker);
        return worker;
    }

    @Override
    public void close() {
        workers.forEach(ConfigurableApplicationContext::close);
        database.close();
    }

    /** One broker, one warehouse, and Delta tables that keep the metadata service's rules. */
    @TestConfiguration
    static class KnownStores {

        /** Those of a folder are the same for all workers on it. */
        private static final Map<Path, MemoryDeltaTables> TABLES = new ConcurrentHashMap<>();

        /** Unless it is told to have those of a service. */
        @Bean
        @Primary
        @ConditionalOnProperty(name = SERVED_TABLES, havingValue = "false", matchIfMissing = true)
        MemoryDeltaTables tables(DataFolder data) {
            return TABLES.computeIfAbsent(data.resolve("tables"), MemoryDeltaTables::new);
        }

        /** The schema {@code sales} beside the default one. */
        @Bean
        @Primary
        SchemasOfRelations schemas() {
            return schema -> schema.isDefault() || schema.text().equals("weir.sales");
        }

        private static StoreAddress registry() {
            return new StoreAddress(
                    "registry",
                    StoreAddress.SCHEMA_REGISTRY,
                    Map.of("url", System.getProperty("weir.test.registry", "")));
        }

        @Bean
        @Primary
        Stores stores(DataFolder data, Environment settings) {
            Map<String, StoreAddress> known = Map.of(
                    "broker",
                    new StoreAddress(
                            "broker",
                            StoreAddress.KAFKA,
                            Map.of("bootstrapServers", settings.getRequiredProperty("weir.test.brokers"))),
                    "hubs",
                    new StoreAddress(
                            "hubs",
                            StoreAddress.EVENTHUBS,
                            Map.of(
                                    "namespace",
                                    settings.getProperty("weir.test.namespace", ""),
                                    "connectionString",
                                    "file:" + settings.getProperty("weir.test.connection"))),
                    "captures",
                    new StoreAddress(
                            "captures",
                            StoreAddress.FILES,
                            Map.of("path", data.resolve("captures").toString())),
                    "lake",
                    new StoreAddress("lake", StoreAddress.DUCKDB, Map.of("path", "lake.duckdb")));
            return name -> Optional.ofNullable(name.equals("registry") ? registry() : known.get(name));
        }
    }
}
