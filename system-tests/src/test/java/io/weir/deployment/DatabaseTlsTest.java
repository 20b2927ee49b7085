package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.test.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
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
            makeRoles(server.getPort(), secrets);
            String password = Files.readString(secrets.resolve("metadata-password"));
            assertThat(isEncrypted(url.replace("user=postgres", "user=weir_metadata&password=" + password)
                            + "&sslrootcert=" + secrets.resolve("postgres-ca")))
                    .isTrue();
        }
    }

    /** By the command of the page, on this server in place of the one that it names. */
    private void makeRoles(int port, Path secrets) throws IOException, InterruptedException {
        List<String> commands = Pages.blocks(Compose.home().resolve("docs/operations/database.md"));
        assertThat(commands).hasSize(1);
        ProcessBuilder shell = new ProcessBuilder(
                "bash",
                "-euc",
                commands.get(0).replace("//owner@host/weir?", "//postgres@localhost:" + port + "/postgres?"));
        for (String schema : ServiceDatabases.SCHEMAS) {
            String password = Files.readString(secrets.resolve(schema + "-password"));
            shell.environment().put(schema.toUpperCase(Locale.ROOT) + "_PASSWORD", password);
        }
        shell.environment().put("PGSSLROOTCERT", secrets.resolve("postgres-ca").toString());
        Path log = folder.resolve("roles.log");
        assumeTrue(hasPsql(), "there is no psql");
        Process made = shell.directory(Compose.home().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(made.waitFor()).as(Files.readString(log)).isZero();
    }

    private static boolean hasPsql() throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "-c", "command -v psql").start().waitFor() == 0;
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
        EmbeddedPostgres server = TestPostgres.builder().start();
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
