package io.weir.support.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.test.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the variables of the pool do to connections of a real server. */
class PoolLimitsTest {

    private static final String BYPASS = "com.zaxxer.hikari.aliveBypassWindowMs";

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create("pooled");
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void aPoolHasItsSizeAndGrowsByItsOverflowAndNoFurther() {
        pool(
                pool -> {
                    SimpleMeterRegistry metrics = new SimpleMeterRegistry();
                    pool.setMetricRegistry(metrics);
                    try (Connection first = pool.getConnection();
                            Connection second = pool.getConnection();
                            Connection third = pool.getConnection()) {
                        assertThat(first).isNotEqualTo(second).isNotEqualTo(third);
                        assertThat(gauge(metrics, "max")).isEqualTo(3);
                        assertThat(gauge(metrics, "min")).isEqualTo(2);
                        assertThat(gauge(metrics, "active")).isEqualTo(3);
                        assertThatThrownBy(pool::getConnection)
                                .isInstanceOf(SQLTransientConnectionException.class)
                                .hasMessageContaining("total=3");
                    }
                },
                "DB_POOL_SIZE=2",
                "DB_MAX_OVERFLOW=1",
                "DB_POOL_TIMEOUT=2");
    }

    @Test
    void whatNobodySaysIsAsTheSettingsSay() {
        runner().run(context -> {
            HikariDataSource pool = context.getBean(HikariDataSource.class);
            DatabaseSettings settings = context.getBean(DatabaseSettings.class);
            assertThat(pool.getMinimumIdle()).isEqualTo(settings.poolSize());
            assertThat(pool.getMaximumPoolSize()).isEqualTo(settings.poolSize() + settings.maxOverflow());
            assertThat(pool.getConnectionTimeout())
                    .isEqualTo(settings.poolTimeout().toMillis());
            assertThat(pool.getMaxLifetime())
                    .isEqualTo(settings.recycleInterval().toMillis());
            assertThat(pool.getKeepaliveTime())
                    .isEqualTo(settings.healthCheckInterval().toMillis());
            assertThat(settings.commandTimeout()).isZero();
            assertThat(pool.getConnectionInitSql()).isNull();
        });
    }

    @Test
    void variablesComeBeforeAServicesOwnAndSpringsBeforeBoth() {
        pool(
                pool -> {
                    assertThat(pool.getMaximumPoolSize()).isEqualTo(7);
                    assertThat(pool.getMaxLifetime()).isEqualTo(90_000);
                    assertThat(pool.getKeepaliveTime()).isEqualTo(45_000);
                    assertThat(pool.getConnectionTimeout()).isEqualTo(4_000);
                },
                "weir.database.pool-size=3",
                "DB_POOL_SIZE=4",
                "spring.datasource.hikari.maximum-pool-size=7",
                "DB_POOL_RECYCLE_INTERVAL=90",
                "DB_HEALTH_CHECK_INTERVAL=45",
                "DB_POOL_TIMEOUT=",
                "weir.database.pool-timeout=4s");
        pool(
                pool -> {
                    assertThat(pool.getMaximumPoolSize()).isEqualTo(4);
                    assertThat(pool.getKeepaliveTime())
                            .as("asked before it is replaced")
                            .isEqualTo(30_000);
                },
                "weir.database.pool-size=3",
                "DB_POOL_SIZE=4",
                "DB_POOL_RECYCLE_INTERVAL=60");
    }

    @Test
    void aStatementIsCutAndItsConnectionGoesOn() {
        pool(
                pool -> {
                    try (Connection connection = pool.getConnection();
                            Statement statement = connection.createStatement()) {
                        assertThatThrownBy(() -> statement.execute("select pg_sleep(600)"))
                                .isInstanceOfSatisfying(SQLException.class, cut -> assertThat(cut.getSQLState())
                                        .isEqualTo("57014"));
                        assertThat(one(connection, "select 1")).isEqualTo("1");
                    }
                },
                "DB_COMMAND_TIMEOUT=1");
    }

    /** Who gives a silent server up sooner than it may answer would cut what the variable allows. */
    @Test
    void theSocketWaitsLongerThanAStatementMayTake() {
        pool(
                pool -> assertThat(pool.getDataSourceProperties().get("socketTimeout"))
                        .hasToString("230"),
                "spring.datasource.hikari.data-source-properties.socketTimeout=90",
                "DB_COMMAND_TIMEOUT=200");
    }

    @Test
    void aConnectionThatTheServerEndedIsNotHandedOut() {
        System.setProperty(BYPASS, "0");
        try {
            pool(
                    pool -> {
                        String ended;
                        try (Connection connection = pool.getConnection()) {
                            ended = one(connection, "select pg_backend_pid()");
                        }
                        try (Connection other = database.dataSource().getConnection()) {
                            one(other, "select pg_terminate_backend(" + ended + ")");
                            await().until(() -> one(other, "select count(*) from pg_stat_activity where pid = " + ended)
                                    .equals("0"));
                        }
                        try (Connection next = pool.getConnection()) {
                            assertThat(one(next, "select pg_backend_pid()")).isNotEqualTo(ended);
                        }
                    },
                    "DB_POOL_SIZE=1");
        } finally {
            System.clearProperty(BYPASS);
        }
    }

    @Test
    void allThatIsWrongIsSaidInOneLineThatNamesIt() {
        refused("DB_POOL_SIZE is '0'; allowed: 1 to 1000 connections", "DB_POOL_SIZE=0");
        refused("DB_POOL_SIZE is '5s'; allowed: 1 to 1000 connections", "DB_POOL_SIZE=5s");
        refused(
                "DB_MAX_OVERFLOW is '-1'; allowed: 0 to 1000 connections; "
                        + "DB_POOL_RECYCLE_INTERVAL is '5'; allowed: 30 to 86400 seconds, or 0 for never",
                "DB_MAX_OVERFLOW=-1",
                "DB_POOL_RECYCLE_INTERVAL=5");
        refused("DB_POOL_TIMEOUT is '500ms'; allowed: 1 to 3600 seconds", "DB_POOL_TIMEOUT=500ms");
        refused(
                "DB_COMMAND_TIMEOUT is 'soon'; allowed: 1 to 86400 seconds, or 0 for no limit",
                "DB_COMMAND_TIMEOUT=soon");
        refused(
                "DB_HEALTH_CHECK_INTERVAL is '60'; allowed: less than DB_POOL_RECYCLE_INTERVAL, which is '60'",
                "DB_HEALTH_CHECK_INTERVAL=60",
                "DB_POOL_RECYCLE_INTERVAL=60");
    }

    private static void refused(String line, String... settings) {
        runner().withPropertyValues(settings).run(context -> {
            assertThat(context).hasFailed();
            FailureAnalysis analysis = new PoolSettingAnalyzer().analyze(context.getStartupFailure());
            assertThat(analysis).isNotNull();
            assertThat(analysis.getDescription()).isEqualTo(line);
        });
    }

    private interface Look {
        void at(HikariDataSource pool) throws SQLException;
    }

    private static void pool(Look look, String... settings) {
        runner().withPropertyValues(settings).run(context -> {
            assertThat(context).hasNotFailed();
            look.at(context.getBean(HikariDataSource.class));
        });
    }

    /** With Spring Boot's reading of names, as an application has it. */
    private static ApplicationContextRunner runner() {
        return new ApplicationContextRunner()
                .withInitializer(context -> ConfigurationPropertySources.attach(context.getEnvironment()))
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, DatabaseAutoConfiguration.class))
                .withPropertyValues(
                        "spring.datasource.url=" + database.jdbcUrl(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password());
    }

    private static double gauge(SimpleMeterRegistry metrics, String name) {
        String meter = "hikaricp.connections" + (name.isEmpty() ? "" : "." + name);
        return metrics.get(meter).gauge().value();
    }

    private static String one(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            found.next();
            return found.getString(1);
        }
    }
}
