package io.weir.ingest.warehouse;

import io.weir.ingest.DataFolder;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.Dependency;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.store.References;
import io.weir.ingest.store.SecretRefusedException;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.secret.ProcessVariables;
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
    private final Dependencies dependencies;

    public WarehouseStores(Warehouses warehouses, DataFolder data, Secrets secrets, Dependencies dependencies) {
        this.warehouses = warehouses;
        this.data = data;
        this.references = new References(ProcessVariables.all(), secrets);
        this.dependencies = dependencies;
    }

    /**
     * The database of a store of a warehouse.
     *
     * @throws SQLException if it does not open, is left alone since it did not answer lately, or its token cannot be had
     * @throws io.weir.ingest.store.StoresUnavailableException if the platform does not answer for the token
     */
    public Warehouse open(StoreAddress store) throws SQLException {
        if (!store.isMotherDuck()) {
            return warehouses.at(data.resolve(Objects.requireNonNull(store.property(StoreAddress.PATH))));
        }
        String database = Objects.requireNonNull(store.property(StoreAddress.DATABASE));
        Path temporary = data.staging().resolveSibling("temporary").resolve("motherduck-" + database);
        return inMotherDuck(motherDuck(store), new MotherDuckDatabase(database, token(store)), temporary);
    }

    /** Of one that was away one asks first whether it is back, before a session begins in it. */
    private Warehouse inMotherDuck(Dependency service, MotherDuckDatabase database, Path temporary)
            throws SQLException {
        boolean doubtful = service.isDoubtful();
        try {
            return service.ask(() -> {
                Warehouse open = warehouses.inMotherDuck(database, temporary);
                if (doubtful) {
                    requireAnswer(database, open);
                }
                return open;
            });
        } catch (DependencyAwayException away) {
            throw new SQLException(away.getMessage(), away);
        }
    }

    /** An instance that cannot reach its database any more is opened anew by who asks next. */
    private void requireAnswer(MotherDuckDatabase database, Warehouse open) throws SQLException {
        try {
            open.requireAnswer();
        } catch (SQLException failed) {
            warehouses.forget(database, open);
            throw failed;
        }
    }

    /** Takes note of what ended the work of who had a database open. Of a file that says nothing: it is in this process. */
    public void failed(StoreAddress store, Throwable failure) {
        if (store.isMotherDuck() && MotherDuckOutage.isSeenIn(failure)) {
            motherDuck(store).failed(failure);
        }
    }

    private Dependency motherDuck(StoreAddress store) {
        return dependencies.store(store.name(), MotherDuckOutage::isSeenIn);
    }

    private String token(StoreAddress store) throws SQLException {
        try {
            return references.read(store.property(StoreAddress.TOKEN), "a token");
        } catch (SecretRefusedException refused) {
            throw new SQLException(String.valueOf(refused.getMessage()), refused);
        }
    }
}
