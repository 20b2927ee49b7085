package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificate that the compose file's PostgreSQL shows, checked as its services check it. */
class DatabaseTlsTest {

    @TempDir
    Path folder;

    @Test
    void theCertificateThatIsMadeIsOneThatTheServicesTake() throws Exception {
        Path secrets = make("secrets");
        Path others = make("others");
        try (EmbeddedPostgres server = start(secrets)) {
            String url =
                    "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=postgres&sslmode=verify-full";
            assertThat(isEncrypted(url + "&sslrootcert=" + secrets.resolve("postgres-ca")))
                    .isTrue();
            assertThatThrownBy(() -> isEncrypted(url + "&sslrootcert=" + others.resolve("postgres-ca")))
                    .isInstanceOf(SQLException.class);
        }
    }

    private Path make(String name) throws IOException, InterruptedException {
        String script = Compose.home().resolve("compose/make-secrets.sh").toString();
        Path secrets = folder.resolve(name);
        assertThat(new ProcessBuilder(script, secrets.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        return secrets;
    }

    private static boolean isEncrypted(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                ResultSet found = connection
                        .createStatement()
                        .executeQuery("select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            return found.next() && found.getBoolean(1);
        }
    }

    /** Switched on while it runs: only then is it known whose server it is, and so whose the key must be. */
    private EmbeddedPostgres start(Path secrets) throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            try (ResultSet found = statement.executeQuery("show data_directory")) {
                found.next();
                Path data = Path.of(found.getString(1));
                for (String file : new String[] {"postgres-certificate", "postgres-key"}) {
                    Path copy = Files.copy(secrets.resolve(file), data.resolve(file));
                    Files.setOwner(copy, Files.getOwner(data));
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
                }
            }
            statement.execute("alter system set ssl_cert_file = 'postgres-certificate'");
            statement.execute("alter system set ssl_key_file = 'postgres-key'");
            statement.execute("alter system set ssl = on");
            statement.execute("select pg_reload_conf()");
        }
        return server;
    }
}
