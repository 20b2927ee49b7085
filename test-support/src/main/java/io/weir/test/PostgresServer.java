package io.weir.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** The one real PostgreSQL of this JVM; started by the first test that asks for it, stopped when the JVM ends. */
final class PostgresServer {

    private static final Duration RECOVERY = Duration.ofMinutes(1);
    private static final String SUPERUSER = "postgres";

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static PostgresServer shared() {
        return Shared.SERVER;
    }

    int port() {
        return postgres.getPort();
    }

    void execute(String database, String... statements) {
        DataSource source = postgres.getDatabase(SUPERUSER, database);
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException refused) {
            throw new IllegalStateException("test database could not be prepared", refused);
        }
    }

    /** Kills the backend of a connection of its own, which may have to wait for the server to recover. */
    void crash() {
        long end = System.nanoTime() + RECOVERY.toNanos();
        while (true) {
            try (Connection connection =
                            postgres.getDatabase(SUPERUSER, SUPERUSER).getConnection();
                    var victim = connection.createStatement().executeQuery("select pg_backend_pid()")) {
                victim.next();
                ProcessHandle.of(victim.getLong(1)).orElseThrow().destroyForcibly();
                return;
            } catch (SQLException recovering) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException("PostgreSQL does not recover", recovering);
                }
            }
        }
    }

    private static PostgresServer start() {
        try {
            // Durability would only cost tests time; those that crash the server ask for what they need of it.
            return new PostgresServer(TestPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("shared_buffers", "64MB")
                    .setServerConfig("max_connections", "200")
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException("embedded PostgreSQL did not start", failed);
        }
    }

    private static final class Shared {
        private static final PostgresServer SERVER = start();
    }
}
