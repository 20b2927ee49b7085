package io.weir.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    @Test
    void theRoleOwnsItsSchemaAndFindsItWithoutNamingIt() throws SQLException {
        try (TestDatabase database = TestDatabase.create("metadata");
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table found (id int)");

            assertThat(text(statement, "select schemaname from pg_tables where tablename = 'found'"))
                    .isEqualTo("metadata");
            assertThat(text(statement, "select current_user")).isEqualTo(database.username());
            assertThat(text(statement, "show server_version")).startsWith("18.");
        }
    }

    @Test
    void oneDatabaseDoesNotSeeTheOther() {
        try (TestDatabase one = TestDatabase.create("lineage");
                TestDatabase other = TestDatabase.create("lineage")) {
            assertThat(one.jdbcUrl()).isNotEqualTo(other.jdbcUrl());
            assertThatThrownBy(() -> DriverManager.getConnection(other.jdbcUrl(), one.username(), one.password()))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied");
        }
    }

    @Test
    void aClosedDatabaseIsGoneEvenWhileSomebodyIsConnected() throws SQLException {
        TestDatabase database = TestDatabase.create("ingest");
        try (Connection connection = database.dataSource().getConnection()) {
            database.close();

            assertThat(connection.isValid(1)).isFalse();
        }
        assertThatThrownBy(() -> database.dataSource().getConnection()).isInstanceOf(SQLException.class);
    }

    private static String text(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
