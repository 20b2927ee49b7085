package io.weir.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The roles fail their purpose when one reads, changes or creates in another's schema, in {@code public} or in a new
 * database, becomes another role, keeps its old password, or when only a superuser can run the script.
 */
class RolesTest {

    private static final List<String> SCHEMAS = ServiceDatabases.SCHEMAS;
    private static final String DENIED = "42501";

    private static ServiceDatabases databases;

    @BeforeAll
    static void start() throws IOException, SQLException {
        databases = ServiceDatabases.start();
        for (String schema : SCHEMAS) {
            as(schema, "create table own(x int)", "insert into own values (1)");
        }
    }

    @AfterAll
    static void stop() throws IOException {
        databases.close();
    }

    private static void as(String schema, String... statements) throws SQLException {
        try (Connection connection = databases.connect(databases.username(schema), databases.password(schema));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static void assertDenied(String schema, String sql) {
        assertThatThrownBy(() -> as(schema, sql))
                .as(schema + ": " + sql)
                .isInstanceOfSatisfying(
                        SQLException.class,
                        denied -> assertThat(denied.getSQLState()).as(sql).isEqualTo(DENIED));
    }

    @ParameterizedTest
    @FieldSource("SCHEMAS")
    void seesNothingOfTheOthers(String schema) {
        for (String other : SCHEMAS) {
            if (!other.equals(schema)) {
                assertDenied(schema, "select * from " + other + ".own");
                assertDenied(schema, "insert into " + other + ".own values (2)");
                assertDenied(schema, "create table " + other + ".planted(x int)");
                assertDenied(schema, "drop schema " + other + " cascade");
                assertDenied(schema, "set role weir_" + other);
            }
        }
    }

    @ParameterizedTest
    @FieldSource("SCHEMAS")
    void mayDoNothingBeyondItsSchema(String schema) {
        assertDenied(schema, "create table public.planted(x int)");
        assertDenied(schema, "create schema planted");
        assertDenied(schema, "create database planted");
        assertDenied(schema, "create role planted");
        assertDenied(schema, "create temporary table planted(x int)");
        assertDenied(schema, "select pg_read_file('/etc/passwd')");
    }

    @Test
    void letsNobodyElseIn() throws SQLException {
        try (Connection connection = databases.connect("keeper", "keeper-password");
                Statement statement = connection.createStatement();
                ResultSet acl =
                        statement.executeQuery("select has_database_privilege('public', current_database(), 'connect'),"
                                + " has_schema_privilege('public', 'public', 'usage')")) {
            acl.next();
            assertThat(acl.getBoolean(1)).isFalse();
            assertThat(acl.getBoolean(2)).isFalse();
        }
    }

    @Test
    void changesPasswordsAndNothingElseWhenRunAgain() throws Exception {
        try (ServiceDatabases other = ServiceDatabases.start()) {
            List<String> before = state(other);
            other.runRoles("keeper", "-2");
            assertThat(state(other)).isEqualTo(before);
            String role = other.username("metadata");
            assertThatThrownBy(() -> other.connect(role, other.password("metadata")))
                    .isInstanceOfSatisfying(SQLException.class, refused -> assertThat(refused.getSQLState())
                            .isEqualTo("28P01"));
            other.connect(role, other.password("metadata") + "-2").close();
        }
    }

    @Test
    void refusesAShortPasswordAndThenChangesNothing() throws Exception {
        try (ServiceDatabases other = ServiceDatabases.empty();
                Connection connection = other.connect("keeper", "keeper-password");
                Statement statement = connection.createStatement()) {
            String script = Files.readString(ServiceDatabases.script())
                    .replaceAll("(?m)^\\\\.*\n", "")
                    .replaceAll(":'[a-z]+_password'", "'short'");
            assertThatThrownBy(() -> statement.execute(script)).hasMessageContaining("fewer than 16");
            statement.execute("rollback");
            try (ResultSet roles = statement.executeQuery("select 1 from pg_roles where rolname like 'weir%'")) {
                assertThat(roles.next()).isFalse();
            }
        }
    }

    /** The page's command, by the client that it names, where this machine has it. */
    @Test
    void runsByTheDocumentedCommand() throws Exception {
        assumeTrue(hasPsql(), "needs psql");
        Path page = Compose.home().resolve("docs/operations/database.md");
        String command = Pages.blocks(page).get(0);
        try (ServiceDatabases other = ServiceDatabases.empty()) {
            String url = other.url().replace("jdbc:postgresql://", "postgresql://keeper:keeper-password@");
            ProcessBuilder psql = new ProcessBuilder(
                    "bash", "-euc", command.replace("postgresql://owner@host/weir?sslmode=verify-full", url));
            for (String schema : SCHEMAS) {
                psql.environment().put(schema.toUpperCase(Locale.ROOT) + "_PASSWORD", other.password(schema));
            }
            psql.environment().put("PGOPTIONS", "--client-min-messages=warning");
            Process run = psql.directory(Compose.home().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(run.waitFor()).isZero();
            assertThat(state(other)).isEqualTo(state(databases));
        }
    }

    private static boolean hasPsql() throws IOException, InterruptedException {
        return new ProcessBuilder("bash", "-c", "command -v psql >/dev/null")
                        .start()
                        .waitFor()
                == 0;
    }

    private static List<String> state(ServiceDatabases databases) throws SQLException {
        List<String> state = new ArrayList<>();
        try (Connection connection = databases.connect("keeper", "keeper-password");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select r.rolname || r.rolcanlogin || r.rolcreaterole || r.rolcreatedb || coalesce(n.nspname, '')"
                                + " || coalesce(n.nspacl::text, '') from pg_roles r"
                                + " left join pg_namespace n on n.nspowner = r.oid"
                                + " where r.rolname like 'weir%' order by 1")) {
            while (rows.next()) {
                state.add(rows.getString(1));
            }
        }
        return state;
    }
}
