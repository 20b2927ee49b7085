package io.weir.standalone.postgres;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** One role and one schema for each service; a role reaches nothing of another's. Repeating it changes nothing. */
final class ServiceRoles {

    private static final String DATABASE = "weir";

    private ServiceRoles() {}

    static void createDatabase(int port, PostgresSecrets secrets) throws IOException, SQLException {
        try (Connection server = connect(port, "postgres", secrets)) {
            if (!exists(server, "select 1 from pg_database where datname = ?", DATABASE)) {
                execute(server, List.of("create database " + DATABASE));
            }
        }
        try (Connection database = connect(port, DATABASE, secrets)) {
            execute(
                    database,
                    List.of(
                            "revoke all on database " + DATABASE + " from public",
                            "revoke all on schema public from public"));
        }
    }

    /** {@code service} must be a plain lower-case word: it becomes part of SQL names. */
    static ServiceDatabase create(int port, PostgresSecrets secrets, String service) throws IOException, SQLException {
        String role = "weir_" + service;
        String password = secrets.of(role);
        try (Connection database = connect(port, DATABASE, secrets)) {
            if (!exists(database, "select 1 from pg_roles where rolname = ?", role)) {
                execute(database, List.of("create role " + role));
            }
            execute(
                    database,
                    List.of(
                            "alter role " + role + " login nosuperuser nocreatedb nocreaterole password '" + password
                                    + "'",
                            "alter role " + role + " set search_path = " + service,
                            "grant connect on database " + DATABASE + " to " + role,
                            "create schema if not exists " + service + " authorization " + role));
        }
        return new ServiceDatabase(url(port, DATABASE), role, password, service);
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static Connection connect(int port, String database, PostgresSecrets secrets)
            throws IOException, SQLException {
        String role = EmbeddedPostgres.ADMINISTRATOR;
        return DriverManager.getConnection(url(port, database), role, secrets.of(role));
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet found = statement.executeQuery()) {
                return found.next();
            }
        }
    }

    private static void execute(Connection connection, List<String> commands) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String command : commands) {
                statement.execute(command);
            }
        }
    }
}
