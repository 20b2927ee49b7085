package io.weir.standalone.platform;

/**
 * A PostgreSQL server that somebody else runs, in place of the embedded one.
 *
 * @param url JDBC address, {@code jdbc:postgresql://host:port/database}
 */
public record ExternalPostgres(String url, String username, String password) {

    /** Without the password. */
    @Override
    public String toString() {
        return "ExternalPostgres[url=" + url + ", username=" + username + "]";
    }
}
