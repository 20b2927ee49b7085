package io.weir.ingest.postgres;

import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.transform.ForeignTable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A table of an application. It is asked over one connection, which is made anew when it breaks. */
final class PostgresTable implements ForeignTable {

    private static final int ALIVE_SECONDS = 2;

    private final PostgresStores databases;
    private final StoreAddress store;
    private final LookupQuery query;
    private final Map<String, String> types;
    private @Nullable Connection connection;

    /** @param types of its columns, by their names */
    PostgresTable(PostgresStores databases, StoreAddress store, LookupQuery query, Map<String, String> types) {
        this.databases = databases;
        this.store = store;
        this.query = query;
        this.types = types;
    }

    @Override
    public Set<String> columns() {
        return types.keySet();
    }

    @Override
    public Optional<String> keyType(String column) {
        return KeyType.of(types.getOrDefault(column, "")).map(KeyType::written);
    }

    @Override
    public String rows(List<List<String>> keys) {
        try {
            return rows(connected(), keys);
        } catch (SQLException failed) {
            throw PostgresErrors.of(store, failed);
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null || !open.isValid(ALIVE_SECONDS)) {
            close();
            open = opened();
            connection = open;
        }
        return open;
    }

    /** In UTC: PostgreSQL tells an instant in the zone of whoever asks, and its offset is lost in a type without one. */
    private Connection opened() throws SQLException {
        Connection made = databases.connect(store);
        try (Statement statement = made.createStatement()) {
            statement.execute("set TimeZone = 'UTC'");
            made.setReadOnly(true);
            return made;
        } catch (SQLException failed) {
            made.close();
            throw failed;
        }
    }

    private String rows(Connection open, List<List<String>> keys) throws SQLException {
        try (PreparedStatement question = open.prepareStatement(query.sql(types))) {
            for (int column = 0; column < query.keys(); column++) {
                int index = column;
                Object[] values = keys.stream().map(texts -> texts.get(index)).toArray();
                question.setArray(column + 1, open.createArrayOf("text", values));
            }
            try (ResultSet rows = question.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    @Override
    public void close() {
        try {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        } catch (SQLException failed) {
            throw PostgresErrors.of(store, failed);
        }
    }
}
