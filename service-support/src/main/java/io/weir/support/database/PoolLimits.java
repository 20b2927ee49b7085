package io.weir.support.database;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.Environment;

/**
 * How large a pool of connections is, and how long it waits.
 *
 * @param size connections that are kept
 * @param overflow how many more there may be
 * @param timeout longest wait for one, in seconds
 * @param command longest time of a statement, in seconds; 0 is no limit
 * @param recycle age at which one is replaced, in seconds; 0 is never
 * @param healthCheck seconds between two questions whether an idle one lives; 0 is never
 */
record PoolLimits(long size, long overflow, long timeout, long command, long recycle, long healthCheck) {

    /** Spring Boot's own settings of the pool, which come before these. */
    private static final String OWN = "spring.datasource.hikari.";

    private static final String SOCKET_TIMEOUT = "socketTimeout";
    private static final int SOCKET_SLACK_SECONDS = 30;

    /**
     * Reads what the environment says.
     *
     * @throws PoolSettingException with all that is wrong
     */
    static PoolLimits of(Environment environment) {
        List<String> faults = new ArrayList<>();
        long size = PoolSetting.SIZE.read(environment, faults);
        long overflow = PoolSetting.OVERFLOW.read(environment, faults);
        long timeout = PoolSetting.TIMEOUT.read(environment, faults);
        long command = PoolSetting.COMMAND_TIMEOUT.read(environment, faults);
        long recycle = PoolSetting.RECYCLE_INTERVAL.read(environment, faults);
        long healthCheck = PoolSetting.HEALTH_CHECK_INTERVAL.read(environment, faults);
        if (faults.isEmpty() && recycle > 0 && healthCheck >= recycle) {
            // A pool that is told so asks none of them.
            if (PoolSetting.HEALTH_CHECK_INTERVAL.isSaid(environment)) {
                faults.add(PoolSetting.HEALTH_CHECK_INTERVAL.name(environment) + " is '" + healthCheck
                        + "'; allowed: less than " + PoolSetting.RECYCLE_INTERVAL.name(environment) + ", which is '"
                        + recycle + "'");
            }
            healthCheck = recycle >= 60 ? recycle / 2 : 0;
        }
        if (!faults.isEmpty()) {
            throw new PoolSettingException(faults);
        }
        return new PoolLimits(size, overflow, timeout, command, recycle, healthCheck);
    }

    /** Tells a pool that has not made a connection yet what Spring Boot's settings do not. */
    void applyTo(HikariDataSource pool, Environment environment) {
        if (!isOwn(environment, "maximum-pool-size")) {
            pool.setMaximumPoolSize(Math.toIntExact(size + overflow));
            if (!isOwn(environment, "minimum-idle")) {
                pool.setMinimumIdle(Math.toIntExact(size));
            }
        }
        if (!isOwn(environment, "connection-timeout")) {
            pool.setConnectionTimeout(timeout * 1000);
        }
        if (!isOwn(environment, "max-lifetime")) {
            pool.setMaxLifetime(recycle * 1000);
        }
        if (!isOwn(environment, "keepalive-time")) {
            pool.setKeepaliveTime(healthCheck * 1000);
        }
        if (!isOwn(environment, "connection-init-sql")) {
            limitStatements(pool);
        }
    }

    private void limitStatements(HikariDataSource pool) {
        if (command > 0) {
            pool.setConnectionInitSql("set statement_timeout = '" + command + "s'");
        }
        // What gives a silent server up waits longer than the server may take.
        if (pool.getDataSourceProperties().containsKey(SOCKET_TIMEOUT)) {
            pool.addDataSourceProperty(SOCKET_TIMEOUT, command == 0 ? 0 : command + SOCKET_SLACK_SECONDS);
        }
    }

    private static boolean isOwn(Environment environment, String setting) {
        return environment.containsProperty(OWN + setting);
    }
}
