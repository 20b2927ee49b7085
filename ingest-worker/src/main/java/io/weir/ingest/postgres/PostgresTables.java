package io.weir.ingest.postgres;

import io.weir.ingest.decode.Sql;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.Stores;
import io.weir.ingest.store.StoresUnavailableException;
import io.weir.ingest.transform.ForeignTable;
import io.weir.ingest.transform.ForeignTables;
import io.weir.ingest.transform.Reference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Tables of applications that records are looked up in. */
@Component
class PostgresTables implements ForeignTables {

    /** Those that the store's user may read; nothing for a table that is not there. */
    private static final String COLUMNS =
            "select attname, format_type(atttypid, null) from pg_catalog.pg_attribute where attrelid = to_regclass(?)"
                    + " and attnum > 0 and not attisdropped and has_column_privilege(attrelid, attnum, 'SELECT')"
                    + " order by attnum";

    private final Stores stores;
    private final PostgresStores databases;

    PostgresTables(Stores stores, PostgresStores databases) {
        this.stores = stores;
        this.databases = databases;
    }

    @Override
    public ForeignTable open(Reference reference) {
        StoreAddress store = store(Objects.requireNonNull(reference.store()));
        try (Connection connection = databases.connect(store)) {
            return new PostgresTable(databases, store, new LookupQuery(reference), types(connection, reference));
        } catch (SQLException failed) {
            throw PostgresErrors.of(store, failed);
        }
    }

    private static Map<String, String> types(Connection connection, Reference reference) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
            query.setString(1, Sql.qualified(reference.table()));
            try (ResultSet columns = query.executeQuery()) {
                while (columns.next()) {
                    types.put(columns.getString(1), columns.getString(2));
                }
            }
        }
        return types;
    }

    private StoreAddress store(String name) {
        try {
            return stores.find(name).orElseThrow(() -> new SourceException("there is no store " + name));
        } catch (StoresUnavailableException away) {
            throw new SourceException(String.valueOf(away.getMessage()), false, away);
        }
    }
}
