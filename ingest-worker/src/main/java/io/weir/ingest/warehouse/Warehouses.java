package io.weir.ingest.warehouse;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The databases that this process has open, each once. */
@Component
public class Warehouses implements DisposableBean {

    private final WarehouseLimits limits;
    private final Warehouse.Duplication duplication;
    private final Map<Path, Warehouse> open = new HashMap<>();
    private final MotherDuckInstances inMotherDuck;

    @Autowired
    public Warehouses(WarehouseLimits limits) {
        this(limits, Warehouse.Duplication.OF_DRIVER);
    }

    /** Those of files get their connections in another way than from the driver. */
    Warehouses(WarehouseLimits limits, Warehouse.Duplication duplication) {
        this(limits, duplication, MotherDuckInstances.Opening.OF_DRIVER);
    }

    /** Those of MotherDuck are opened in another way, too. */
    Warehouses(WarehouseLimits limits, Warehouse.Duplication duplication, MotherDuckInstances.Opening opening) {
        this.limits = limits;
        this.duplication = duplication;
        this.inMotherDuck = new MotherDuckInstances(limits, opening);
    }

    /** The database of a file, opened when first asked for, and anew where DuckDB gave its instance up. */
    public Warehouse at(Path file) throws SQLException {
        Path key = file.toAbsolutePath().normalize();
        synchronized (open) {
            Warehouse known = open.get(key);
            if (known != null && known.isGivenUp()) {
                open.remove(key);
                known.close();
                known = null;
            }
            if (known == null) {
                known = Warehouse.open(key, limits, duplication);
                open.put(key, known);
            }
            return known;
        }
    }

    /**
     * A database of MotherDuck, opened when first asked for. While it does not answer, all others are opened nevertheless.
     *
     * @param temporary where what does not fit into memory goes before it is sent
     * @throws java.sql.SQLTimeoutException if it did not open within {@code weir.ingest.duckdb.statement-timeout}
     */
    public Warehouse inMotherDuck(MotherDuckDatabase database, Path temporary) throws SQLException {
        return inMotherDuck.get(database, temporary);
    }

    /** Has a database of MotherDuck opened anew by who asks next. Whoever has this instance keeps their connections. */
    void forget(MotherDuckDatabase database, Warehouse instance) throws SQLException {
        inMotherDuck.forget(database, instance);
    }

    /** A database for decoding only; the caller closes it. */
    public Warehouse inMemory(Path temporary) throws SQLException {
        return Warehouse.inMemory(limits, temporary);
    }

    /**
     * A database for what is done aside, on one thread, with rows in the order in which they are read; the caller closes it.
     *
     * @param temporary where what does not fit into memory goes
     */
    public Warehouse aside(Path temporary) throws SQLException {
        return Warehouse.aside(limits, temporary);
    }

    @Override
    public void destroy() throws SQLException {
        inMotherDuck.close();
        synchronized (open) {
            for (Warehouse warehouse : open.values()) {
                warehouse.close();
            }
            open.clear();
        }
    }
}
