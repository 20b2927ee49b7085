package io.weir.deployment;

import io.weir.test.TestPostgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A PostgreSQL server with one database, set up by the very script that operators run. */
public final class ServiceDatabases implements AutoCloseable {

    /** The services' schemas; a role is named after each. */
    public static final List<String> SCHEMAS = List.of("metadata", "ingest", "lineage", "platform");

    private static final String DATABASE = "weir";

    private final EmbeddedPostgres server;

    private ServiceDatabases(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts a server; its database belongs to an administrator that, as with managed servers, is no superuser. */
    static ServiceDatabases empty() throws IOException, SQLException {
        ServiceDatabases databases = new ServiceDatabases(
                TestPostgres.builder().setServerConfig("fsync", "off").start());
        databases.askForPasswords();
        databases.execute(
                "postgres",
                "create role keeper login createrole createdb password 'keeper-password'",
                "create database " + DATABASE + " owner keeper");
        return databases;
    }

    /** Starts a server on which every service finds its role and its schema. */
    public static ServiceDatabases start() throws IOException, SQLException {
        ServiceDatabases databases = empty();
        databases.runRoles("keeper", "");
        return databases;
    }

    /** Runs the script; the password of a service is made of its name and {@code suffix}. */
    void runRoles(String administrator, String suffix) throws IOException, SQLException {
        String script = Files.readString(script()).replaceAll("(?m)^\\\\.*\n", "");
        for (String schema : SCHEMAS) {
            script = script.replace(":'" + schema + "_password'", "'" + password(schema) + suffix + "'");
        }
        try (Connection connection = connect(administrator, "keeper-password");
                Statement statement = connection.createStatement()) {
            statement.execute(script);
        }
    }

    static Path script() {
        return Path.of(System.getProperty("weir.home", ".."), "helm/weir/files/roles.sql");
    }

    /** A test's server trusts everybody unless it is told not to. */
    private void askForPasswords() throws IOException, SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet file = statement.executeQuery("show hba_file")) {
                file.next();
                Files.writeString(
                        Path.of(file.getString(1)), "host all postgres all trust\nhost all all all scram-sha-256\n");
            }
            statement.execute("select pg_reload_conf()");
        }
    }

    private void execute(String database, String... statements) throws SQLException {
        try (Connection connection = server.getDatabase("postgres", database).getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    Connection connect(String role, String password) throws SQLException {
        return DriverManager.getConnection(url(), role, password);
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE;
    }

    public String username(String schema) {
        return "weir_" + schema;
    }

    public String password(String schema) {
        return schema + "-with-a-long-password";
    }

    /** Whether the service's own role has made a table there. */
    public boolean hasTable(String schema, String table) throws SQLException {
        try (Connection connection = connect(username(schema), password(schema));
                ResultSet tables = connection.getMetaData().getTables(null, schema, table, null)) {
            return tables.next();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
