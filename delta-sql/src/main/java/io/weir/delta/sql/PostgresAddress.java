package io.weir.delta.sql;

import org.jspecify.annotations.Nullable;

/**
 * A table in a schema of PostgreSQL.
 *
 * @param host a name, or an IPv6 address in brackets
 * @param user null for whom the driver takes by itself
 * @param password null for none, or the one in the file of the driver ({@code .pgpass})
 * @param sslMode as PostgreSQL names it
 */
public record PostgresAddress(
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        String database,
        String schema,
        String table,
        String sslMode,
        ConnectionLimits limits)
        implements DeltaSqlAddress {

    static final int DEFAULT_PORT = 5432;
    static final String DEFAULT_SSL_MODE = "prefer";

    @Override
    public Engine engine() {
        return Engine.POSTGRES;
    }

    /** The schema for the driver's catalog calls, which take patterns. */
    String schemaPattern() {
        return schema.replaceAll("[\\\\_%]", "\\\\$0");
    }

    @Override
    public String toString() {
        String credentials = user == null ? "" : "***@";
        return SCHEME + engine().label() + "/" + credentials + host + ":" + port + "/" + database + "/" + schema + "/"
                + table + "?sslmode=" + sslMode + limits.query();
    }
}
