package io.weir.ingest.entity;

import io.weir.ingest.postgres.PostgresStores;
import io.weir.ingest.store.StoreAddress;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.stereotype.Component;

/** Databases of applications, which records are looked up in. */
@Component
class PostgresTableStores implements TableStores {

    private final TableDialect dialect = new PostgresDialect();
    private final PostgresStores databases;

    PostgresTableStores(PostgresStores databases) {
        this.databases = databases;
    }

    @Override
    public boolean isFor(String kind) {
        return kind.equals(StoreAddress.POSTGRES);
    }

    @Override
    public TableDialect dialect() {
        return dialect;
    }

    @Override
    public Connection connect(StoreAddress store) throws SQLException {
        return databases.connect(store);
    }
}
