package io.weir.ingest.entity;

import io.weir.ingest.decode.ShownRows;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.StoresUnavailableException;
import io.weir.ingest.warehouse.InsertedRows;
import io.weir.ingest.warehouse.WarehouseEntities;
import io.weir.ingest.warehouse.WarehouseStores;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Of warehouses: schemas hold tables and views. */
@Component
class TableEntities implements StoreEntities {

    private final WarehouseStores warehouses;

    TableEntities(WarehouseStores warehouses) {
        this.warehouses = warehouses;
    }

    @Override
    public boolean isFor(String kind) {
        return kind.equals(StoreAddress.DUCKDB) || kind.equals(StoreAddress.MOTHERDUCK);
    }

    @Override
    public EntityPage list(StoreAddress store, String folder, String prefix, String from, int limit) {
        return looking(store, connection -> new WarehouseEntities(connection).list(folder, prefix, from, limit));
    }

    @Override
    public Optional<EntityDetails> find(StoreAddress store, String path) {
        return looking(store, connection -> {
            Optional<Entity> found = new WarehouseEntities(connection).find(path);
            return found.isEmpty() ? Optional.empty() : Optional.of(details(connection, found.get()));
        });
    }

    private static EntityDetails details(Connection connection, Entity found) throws SQLException {
        if (found.kind() == EntityKind.SCHEMA) {
            return EntityDetails.of(found);
        }
        WarehouseEntities entities = new WarehouseEntities(connection);
        List<EntityDetails.Column> columns = entities.columns(found.path()).entrySet().stream()
                .map(column -> new EntityDetails.Column(column.getKey(), column.getValue()))
                .toList();
        Long rows = found.kind() == EntityKind.TABLE ? entities.count(found.path()) : null;
        return EntityDetails.ofTable(found, rows, columns);
    }

    @Override
    public DryRun sample(StoreAddress store, String path, @Nullable RecordFormat format, DryRunLimits limits) {
        if (format != null) {
            throw ProblemException.invalid("format", "is not said of tables", format, "none");
        }
        return looking(store, connection -> {
            WarehouseEntities entities = new WarehouseEntities(connection);
            List<DryRun.Column> columns = entities.columns(path).entrySet().stream()
                    .map(column -> new DryRun.Column(column.getKey(), column.getValue()))
                    .toList();
            List<Map<String, Object>> rows =
                    ShownRows.of(connection, "select * from " + entities.qualified(path), limits.records());
            return new DryRun(rows.size(), rows.size(), 0, 0, Map.of(), columns, rows, List.of());
        });
    }

    @Override
    public void insert(StoreAddress store, String path, List<Map<String, @Nullable Object>> rows) {
        looking(store, connection -> {
            WarehouseEntities entities = new WarehouseEntities(connection);
            new InsertedRows(entities.qualified(path), entities.columns(path)).add(connection, rows);
            return rows;
        });
    }

    private interface Look<T> {
        T at(Connection connection) throws SQLException;
    }

    private <T> T looking(StoreAddress store, Look<T> look) {
        try (Connection connection = warehouses.open(store).connect()) {
            return look.at(connection);
        } catch (SQLException | StoresUnavailableException failed) {
            throw ProblemException.unavailable(
                    "store " + store.name() + " does not answer: " + failed.getMessage(),
                    Duration.ofSeconds(1),
                    failed);
        }
    }
}
