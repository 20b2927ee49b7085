package io.weir.test;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL of one's own that asks everybody but its superuser for a password, which the shared one does not. */
public final class GuardedPostgres implements AutoCloseable {

    private static final String RULES = """
            host all postgres 127.0.0.1/32 trust
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final EmbeddedPostgres server;

    public GuardedPostgres() throws IOException, SQLException {
        server = TestPostgres.builder().start();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet file = statement.executeQuery("show hba_file")) {
                file.next();
                Files.writeString(Path.of(file.getString(1)), RULES);
            }
            statement.execute("create role stranger login password 'of-no-worth'");
            statement.execute("select pg_reload_conf()");
        }
        awaitRules();
    }

    /** They count a moment after the server was told of them. */
    private void awaitRules() throws SQLException {
        while (true) {
            try (Connection connection = DriverManager.getConnection(url(), "stranger", "another")) {
                connection.getAutoCommit();
            } catch (SQLException refused) {
                if (!"28P01".equals(refused.getSQLState())) {
                    throw refused;
                }
                return;
            }
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    /** As its superuser. */
    public void execute(String statement) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
