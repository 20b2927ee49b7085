package io.weir.test;

import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * A fresh database in a real PostgreSQL, with a role of its own that owns one schema, as a service has it in
 * production. One server serves the whole JVM; a database takes some ten milliseconds.
 */
public final class TestDatabase implements AutoCloseable {

    private final String name;
    private final String schema;
    private final String password = UUID.randomUUID().toString();

    private TestDatabase(String name, String schema) {
        this.name = name;
        this.schema = schema;
    }

    /**
     * Makes an empty database.
     *
     * @param schema the one schema that the role owns, which is also its search path, as in {@code "metadata"}
     */
    public static TestDatabase create(String schema) {
        String name =
                schema + "_" + UUID.randomUUID().toString().replace("-", "").toLowerCase(Locale.ROOT);
        TestDatabase database = new TestDatabase(name, schema);
        database.prepare();
        return database;
    }

    private void prepare() {
        PostgresServer server = PostgresServer.shared();
        server.execute(
                "postgres", "create role " + name + " login password '" + password + "'", "create database " + name);
        server.execute("postgres", rights());
        server.execute(name, "create schema " + schema + " authorization " + name);
    }

    private String[] rights() {
        return new String[] {
            "revoke all on database " + name + " from public",
            "grant connect, temporary on database " + name + " to " + name,
            "alter role " + name + " in database " + name + " set search_path = " + schema
        };
    }

    /** Copies all that is in the database now; nobody may be connected to it. */
    public void backUp() {
        PostgresServer.shared().execute("postgres", "create database " + name + "_backup template " + name);
    }

    /** Destroys the database and puts the copy in its place. */
    public void restoreBackup() {
        PostgresServer server = PostgresServer.shared();
        server.execute(
                "postgres",
                "drop database " + name + " with (force)",
                "alter database " + name + "_backup rename to " + name);
        server.execute("postgres", rights());
    }

    /** Lets the role make further schemas, as somebody who has one login for all services would. */
    public TestDatabase letMakeSchemas() {
        PostgresServer.shared().execute("postgres", "grant create on database " + name + " to " + name);
        return this;
    }

    /** Makes the role's commits durable, as the server's are in production; for tests that let the server crash. */
    public TestDatabase withDurableCommits() {
        PostgresServer.shared().execute("postgres", "alter role " + name + " set synchronous_commit = on");
        return this;
    }

    /**
     * Kills a backend as {@code kill -9} does, as soon as the server has recovered from the crash before. PostgreSQL ends all
     * others then, of every database, and recovers from its log, which takes part of a second.
     */
    public void crashServer() {
        PostgresServer.shared().crash();
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + port() + "/" + name;
    }

    /** The server's port on this machine. */
    public int port() {
        return PostgresServer.shared().port();
    }

    /** The role's name, which is the database's too. */
    public String username() {
        return name;
    }

    public String password() {
        return password;
    }

    public String schema() {
        return schema;
    }

    /** A source of new, unpooled connections as the service's role. */
    public DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(jdbcUrl());
        source.setUser(username());
        source.setPassword(password);
        source.setCurrentSchema(schema);
        return source;
    }

    /** Command line arguments that point a service at this database. */
    public String[] arguments() {
        return new String[] {
            "--spring.datasource.url=" + jdbcUrl(),
            "--spring.datasource.username=" + username(),
            "--spring.datasource.password=" + password,
            "--spring.datasource.hikari.schema=" + schema,
            "--spring.flyway.default-schema=" + schema,
            "--spring.flyway.schemas=" + schema
        };
    }

    /** Points a {@code @SpringBootTest} at this database; to be called from a {@code @DynamicPropertySource}. */
    public void register(DynamicPropertyRegistry registry) {
        for (String argument : arguments()) {
            int equals = argument.indexOf('=');
            registry.add(argument.substring(2, equals), () -> argument.substring(equals + 1));
        }
    }

    /** Ends what is still connected and drops the database and its role. */
    @Override
    public void close() {
        PostgresServer.shared()
                .execute("postgres", "drop database if exists " + name + " with (force)", "drop role " + name);
    }
}
