package io.weir.ingest.entity;

import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.warehouse.WarehouseStores;
import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.stereotype.Component;

/** Warehouses, which pipelines write to. */
@Component
class WarehouseTableStores implements TableStores {

    private final TableDialect dialect = new DuckDbDialect();
    private final WarehouseStores warehouses;

    WarehouseTableStores(WarehouseStores warehouses) {
        this.warehouses = warehouses;
    }

    @Override
    public boolean isFor(String kind) {
        return kind.equals(StoreAddress.DUCKDB) || kind.equals(StoreAddress.MOTHERDUCK);
    }

    @Override
    public TableDialect dialect() {
        return dialect;
    }

    @Override
    public Connection connect(StoreAddress store) throws SQLException {
        return warehouses.open(store).connect();
    }
}
