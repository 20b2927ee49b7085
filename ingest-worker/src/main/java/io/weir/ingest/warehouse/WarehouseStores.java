package io.weir.ingest.warehouse;

import io.weir.ingest.DataFolder;
import io.weir.ingest.store.References;
import io.weir.ingest.store.SecretRefusedException;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Opens the databases that stores name. */
@Component
public class WarehouseStores {

    private final Warehouses warehouses;
    private final DataFolder data;
    private final References references;

    public WarehouseStores(Warehouses warehouses, DataFolder data, Secrets secrets) {
        this.warehouses = warehouses;
        this.data = data;
        this.references = new References(System.getenv(), secrets);
    }

    /**
     * The database of a store of a warehouse.
     *
     * @throws SQLException if it does not open, or its token cannot be had
     * @throws io.weir.ingest.store.StoresUnavailableException if the platform does not answer for the token
     */
    public Warehouse open(StoreAddress store) throws SQLException {
        if (!store.isMotherDuck()) {
            return warehouses.at(data.resolve(Objects.requireNonNull(store.property(StoreAddress.PATH))));
        }
        String database = Objects.requireNonNull(store.property(StoreAddress.DATABASE));
        Path temporary = data.staging().resolveSibling("temporary").resolve("motherduck-" + database);
        return warehouses.inMotherDuck(new MotherDuckDatabase(database, token(store)), temporary);
    }

    private String token(StoreAddress store) throws SQLException {
        try {
            return references.read(store.property(StoreAddress.TOKEN), "a token");
        } catch (SecretRefusedException refused) {
            throw new SQLException(String.valueOf(refused.getMessage()), refused);
        }
    }
}
