package io.weir.ingest.warehouse;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** The databases that this process has open, each once. */
@Component
public class Warehouses implements DisposableBean {

    private final WarehouseLimits limits;
    private final Map<Path, Warehouse> open = new HashMap<>();

    public Warehouses(WarehouseLimits limits) {
        this.limits = limits;
    }

    /** The database of a file, opened when first asked for. */
    public synchronized Warehouse at(Path file) throws SQLException {
        Path key = file.toAbsolutePath().normalize();
        Warehouse known = open.get(key);
        if (known == null) {
            known = Warehouse.open(key, limits);
            open.put(key, known);
        }
        return known;
    }

    /** A database for decoding only; the caller closes it. */
    public Warehouse inMemory(Path temporary) throws SQLException {
        return Warehouse.inMemory(limits, temporary);
    }

    @Override
    public synchronized void destroy() throws SQLException {
        for (Warehouse warehouse : open.values()) {
            warehouse.close();
        }
        open.clear();
    }
}
