package io.weir.ingest.warehouse;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * A database of MotherDuck, which must be there, as who has a token sees it.
 *
 * <p>Messages of what is thrown have nothing of the token.
 */
public record MotherDuckDatabase(String name, MotherDuckToken token) {

    private interface Opening<T> {
        T open() throws SQLException;
    }

    public MotherDuckDatabase(String name, String token) {
        this(name, new MotherDuckToken(token));
    }

    /**
     * Finds out whether it opens and may be written to, and changes nothing in it.
     *
     * @throws SQLException that says why not
     */
    public void check() throws SQLException {
        tell(() -> {
            WarehouseConnection plain = WarehouseConnection.motherDuck(name, token.text());
            try (Connection connection = DriverManager.getConnection(plain.url(), plain.properties())) {
                MotherDuckPreflight.requireWritable(connection);
                return true;
            }
        });
    }

    /**
     * Opens it, with all that pipelines keep beside their tables.
     *
     * @param temporary where what does not fit into memory goes before it is sent
     */
    Warehouse open(WarehouseLimits limits, Path temporary) throws SQLException {
        return tell(() -> Warehouse.open(
                WarehouseConnection.motherDuck(name, token.text(), limits, temporary),
                temporary,
                limits,
                MotherDuckPreflight::requireWritable));
    }

    private <T> T tell(Opening<T> opening) throws SQLException {
        try {
            MotherDuckPreflight.now().beforeConnecting(token);
            return opening.open();
        } catch (SQLException failed) {
            throw new SQLException("MotherDuck does not open database " + name + ": "
                    + token.maskedIn(String.valueOf(failed.getMessage())));
        }
    }

    /** The token is a secret. */
    @Override
    public String toString() {
        return name;
    }
}
