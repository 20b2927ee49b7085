package io.weir.support.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.weir.test.GuardedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A role's password is changed while its service runs, and none of its connections is missed. */
class PasswordFileTest {

    @TempDir
    Path folder;

    @Test
    void aNewPasswordCountsForTheNextConnection() throws Exception {
        Path file = Files.writeString(folder.resolve("password"), "first-password\n");
        try (GuardedPostgres server = new GuardedPostgres()) {
            server.execute("create role service login password 'first-password'");
            new ApplicationContextRunner()
                    .withConfiguration(
                            AutoConfigurations.of(DataSourceAutoConfiguration.class, DatabaseAutoConfiguration.class))
                    .withPropertyValues(
                            "spring.datasource.url=" + server.url(),
                            "spring.datasource.username=service",
                            "spring.datasource.hikari.connection-timeout=2000",
                            "spring.datasource.hikari.minimum-idle=0",
                            "weir.database.password-file=" + file)
                    .run(context -> {
                        HikariDataSource pool = context.getBean(HikariDataSource.class);
                        try (Connection standing = pool.getConnection()) {
                            server.execute("alter role service password 'second-password'");
                            assertThat(isGood(standing)).isTrue();
                            assertThatThrownBy(pool::getConnection)
                                    .as("by the password of before")
                                    .isInstanceOf(SQLException.class);
                            Files.writeString(file, "second-password\n");
                            await().until(() -> hasGood(pool));
                        }
                    });
        }
    }

    /** The pool pauses between attempts that fail, and takes note of another patience only each half minute. */
    private static boolean hasGood(HikariDataSource pool) {
        try (Connection next = pool.getConnection()) {
            return isGood(next);
        } catch (SQLException notYet) {
            return false;
        }
    }

    private static boolean isGood(Connection connection) throws SQLException {
        try (var found = connection.createStatement().executeQuery("select 1")) {
            return found.next();
        }
    }
}
