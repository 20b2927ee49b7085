package io.weir.standalone.postgres;

/**
 * What one service logs in with.
 *
 * @param url JDBC address
 * @param schema the only schema that the role may use
 */
public record ServiceDatabase(String url, String username, String password, String schema) {

    /** Without the password. */
    @Override
    public String toString() {
        return "ServiceDatabase[url=" + url + ", username=" + username + ", schema=" + schema + "]";
    }
}
