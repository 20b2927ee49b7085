package io.weir.delta.sql;

import java.time.Duration;

/**
 * How much of a database's patience an address may use.
 *
 * @param poolSize connections that are open at the same time, at most
 * @param connectTimeout how long to wait for one: for a place among them, for the server, for the lock of a file
 */
public record ConnectionLimits(int poolSize, Duration connectTimeout) {

    /** What holds where an address says nothing. */
    public static final ConnectionLimits DEFAULT = new ConnectionLimits(4, Duration.ofSeconds(10));

    String query() {
        StringBuilder text = new StringBuilder();
        if (poolSize != DEFAULT.poolSize) {
            text.append("&pool_size=").append(poolSize);
        }
        if (!connectTimeout.equals(DEFAULT.connectTimeout)) {
            text.append("&connect_timeout=").append(connectTimeout.toSeconds());
        }
        return text.toString();
    }
}
