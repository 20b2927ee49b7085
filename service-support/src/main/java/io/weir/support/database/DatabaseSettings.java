package io.weir.support.database;

import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.convert.DurationUnit;

/**
 * How PostgreSQL is signed in to, and how many connections are kept how long, besides what Spring Boot's own settings say, which
 * come first. {@link PoolSetting} has the short names of those of the pool.
 *
 * @param passwordFile file with the password, read anew for each new connection, so that it is changed without a restart; where
 *     absent, `spring.datasource.password` of the start counts
 * @param poolSize connections that are kept ready; 16 in the metadata service, 8 in the gateway. `DB_POOL_SIZE` comes first
 * @param maxOverflow how many more there may be while they are needed. `DB_MAX_OVERFLOW` comes first
 * @param poolTimeout longest wait for a connection, in seconds without a unit; 3 s in the gateway. `DB_POOL_TIMEOUT` comes first
 * @param commandTimeout longest time of one statement, in seconds without a unit; 0 is no limit; 60 s in the worker. Migrations,
 *     commits of many files, and what is done to tables beside requests have none. `DB_COMMAND_TIMEOUT` comes first
 * @param recycleInterval age at which a connection that nobody uses is replaced, in seconds without a unit; 0 is never.
 *     `DB_POOL_RECYCLE_INTERVAL` comes first
 * @param healthCheckInterval how often a connection that nobody uses is asked whether it lives, in seconds without a unit; 0 is
 *     never. `DB_HEALTH_CHECK_INTERVAL` comes first
 */
@ConfigurationProperties("weir.database")
public record DatabaseSettings(
        @Nullable Path passwordFile,
        @DefaultValue(POOL_SIZE) int poolSize,
        @DefaultValue(MAX_OVERFLOW) int maxOverflow,

        @DefaultValue(POOL_TIMEOUT) @DurationUnit(ChronoUnit.SECONDS)
        Duration poolTimeout,

        @DefaultValue(COMMAND_TIMEOUT) @DurationUnit(ChronoUnit.SECONDS)
        Duration commandTimeout,

        @DefaultValue(RECYCLE_INTERVAL) @DurationUnit(ChronoUnit.SECONDS)
        Duration recycleInterval,

        @DefaultValue(HEALTH_CHECK_INTERVAL) @DurationUnit(ChronoUnit.SECONDS)
        Duration healthCheckInterval) {

    static final String POOL_SIZE = "10";
    static final String MAX_OVERFLOW = "0";
    static final String POOL_TIMEOUT = "30s";
    static final String COMMAND_TIMEOUT = "0s";
    static final String RECYCLE_INTERVAL = "30m";
    static final String HEALTH_CHECK_INTERVAL = "2m";
}
