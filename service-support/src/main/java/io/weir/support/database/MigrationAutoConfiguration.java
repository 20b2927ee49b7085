package io.weir.support.database;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;

/** Gives migrations the time that they need, whatever other statements have. */
@AutoConfiguration(beforeName = "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration")
@ConditionalOnClass({Flyway.class, FlywayMigrationStrategy.class})
class MigrationAutoConfiguration {

    @Bean
    FlywayConfigurationCustomizer migrationsWithoutLimit(ObjectProvider<HikariDataSource> pools) {
        return configuration -> pools.ifAvailable(pool -> {
            if (pool == configuration.getDataSource()) {
                configuration.dataSource(new UnlimitedConnections(pool));
            }
        });
    }

    /** No connection that has no limit stays for others. */
    @Bean
    FlywayMigrationStrategy limitsAfterMigrations(ObjectProvider<HikariDataSource> pools) {
        return flyway -> {
            flyway.migrate();
            pools.ifAvailable(MigrationAutoConfiguration::replaceConnections);
        };
    }

    private static void replaceConnections(HikariDataSource pool) {
        HikariPoolMXBean connections = pool.getHikariPoolMXBean();
        if (connections != null && pool.getConnectionInitSql() != null) {
            connections.softEvictConnections();
        }
    }
}
