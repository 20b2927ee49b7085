package io.weir.support.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.weir.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A migration takes two seconds, where every statement has one. */
class MigrationTimeTest {

    private static final int CONNECTIONS = 3;

    @Test
    void migrationsHaveNoLimitAndAllOthersKeepTheirs() {
        try (TestDatabase database = TestDatabase.create("migrated")) {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            DataSourceAutoConfiguration.class,
                            FlywayAutoConfiguration.class,
                            DatabaseAutoConfiguration.class,
                            MigrationAutoConfiguration.class))
                    .withPropertyValues(properties(database))
                    .withPropertyValues(
                            "spring.flyway.locations=classpath:db/slow",
                            "DB_COMMAND_TIMEOUT=1",
                            "DB_POOL_SIZE=" + CONNECTIONS)
                    .run(context -> {
                        assertThat(context).hasNotFailed();
                        assertThat(limits(context.getBean(HikariDataSource.class)))
                                .hasSize(CONNECTIONS)
                                .containsOnly("1s");
                    });
        }
    }

    private static String[] properties(TestDatabase database) {
        return List.of(database.arguments()).stream()
                .map(argument -> argument.substring("--".length()))
                .toArray(String[]::new);
    }

    /** Of all connections of a pool, each of which somebody has had. */
    private static List<String> limits(HikariDataSource pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        List<String> limits = new ArrayList<>();
        try {
            for (int index = 0; index < CONNECTIONS; index++) {
                Connection connection = pool.getConnection();
                all.add(connection);
                try (Statement statement = connection.createStatement();
                        ResultSet shown = statement.executeQuery("show statement_timeout")) {
                    shown.next();
                    limits.add(shown.getString(1));
                }
            }
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
        return limits;
    }
}
