package io.weir.standalone.drill;

import io.weir.standalone.kafka.EmbeddedKafka;
import io.weir.standalone.platform.SingleService;
import io.weir.standalone.port.FreePort;
import io.weir.standalone.postgres.EmbeddedPostgres;
import io.weir.standalone.postgres.PostgresFolders;
import io.weir.standalone.postgres.ServiceDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Three hosts in small: two with a process of every service each, and one with PostgreSQL and Kafka, which is this process. The
 * services share a folder, as pods share a claim, and reach one another through balancers alone.
 */
final class Hosts implements AutoCloseable {

    private static final List<String> SERVICES = SingleService.names();
    private static final List<String> LETTERS = List.of("a", "b");
    private static final String MIGRATIONS = "select count(*) from %s.flyway_schema_history where version is not null";

    private final Path home;
    private final Build build;
    private final int basePort = FreePort.row(3 + SERVICES.size() * (1 + LETTERS.size()));
    private final EmbeddedPostgres postgres;
    private final EmbeddedKafka kafka;
    private final List<Replica> replicas = new ArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    /** @param build what all replicas run at first */
    Hosts(Path home, Build build) throws IOException, SQLException, InterruptedException {
        this.home = home;
        this.build = build;
        Path logs = Files.createDirectories(home.resolve("logs"));
        PostgresFolders folders =
                new PostgresFolders(home.resolve("postgres"), home.resolve("programs"), logs.resolve("postgres.log"));
        this.postgres = EmbeddedPostgres.start(folders, basePort);
        open.add(postgres);
        this.kafka = EmbeddedKafka.start(home.resolve("kafka"), basePort + 1, basePort + 2);
        open.add(kafka);
    }

    /** Starts all; the gateway first, which makes the keys by which all believe one another. */
    void start() throws IOException, SQLException, InterruptedException {
        int port = basePort + 3 + SERVICES.size();
        for (String service : SERVICES) {
            List<Replica> both = new ArrayList<>();
            for (String letter : LETTERS) {
                both.add(new Replica(service, letter, port++, home, environment(service), build));
            }
            replicas.addAll(both);
            open.add(new Balancer(address(service).getPort(), both));
            open.addAll(both);
        }
        for (String letter : LETTERS) {
            List<Replica> host = replicas.stream()
                    .filter(replica -> replica.name().endsWith("-" + letter))
                    .toList();
            host.forEach(Replica::start);
            for (Replica replica : host) {
                replica.awaitReady();
            }
        }
    }

    /** Of this build. */
    MigrationJob migrationJob(String service) throws IOException, SQLException {
        return new MigrationJob(service, home, environment(service));
    }

    /** How many migrations the schemas have had, all services together. */
    long migrations() throws IOException, SQLException {
        long count = 0;
        for (String service : SERVICES) {
            ServiceDatabase database = postgres.databaseOf(SingleService.schema(service));
            try (Connection connection =
                            DriverManager.getConnection(database.url(), database.username(), database.password());
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(MIGRATIONS.formatted(database.schema()))) {
                row.next();
                count += row.getLong(1);
            }
        }
        return count;
    }

    private Map<String, String> environment(String service) throws IOException, SQLException {
        ServiceDatabase database = postgres.databaseOf(SingleService.schema(service));
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_DATASOURCE_URL", database.url());
        environment.put("SPRING_DATASOURCE_USERNAME", database.username());
        environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
        environment.put("SERVER_ADDRESS", "127.0.0.1");
        environment.put("WEIR_DATA_DIR", home.toString());
        environment.put("WEIR_IDENTITY_ENABLED", "true");
        environment.put("WEIR_OUTBOUND_ALLOWED", "localhost,127.0.0.0/8");
        for (String other : SERVICES) {
            String schema = SingleService.schema(other).toUpperCase(Locale.ROOT);
            environment.put("WEIR_SERVICES_" + schema + "_URL", address(other).toString());
        }
        return environment;
    }

    private URI address(String service) {
        return URI.create("http://127.0.0.1:" + (basePort + 3 + SERVICES.indexOf(service)));
    }

    URI gateway() {
        return address("platform-api");
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    List<Replica> replicas() {
        return List.copyOf(replicas);
    }

    /** The last that was started first. */
    @Override
    public void close() throws IOException {
        for (int part = open.size() - 1; part >= 0; part--) {
            try {
                open.get(part).close();
            } catch (IOException failed) {
                throw failed;
            } catch (Exception failed) {
                throw new IOException(failed);
            }
        }
    }
}
