package io.weir.ingest.entity;

import io.weir.ingest.decode.ShownRows;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.pipeline.Unreadable;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.StoresUnavailableException;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Of databases: schemas hold tables and views. */
@Component
class TableEntities implements StoreEntities {

    private final List<TableStores> kinds;

    TableEntities(List<TableStores> kinds) {
        this.kinds = kinds;
    }

    @Override
    public boolean isFor(String kind) {
        return kinds.stream().anyMatch(stores -> stores.isFor(kind));
    }

    @Override
    public EntityPage list(StoreAddress store, String folder, String prefix, String from, int limit) {
        return looking(store, (dialect, connection) -> new CatalogEntities(dialect, connection)
                .list(folder, prefix, from, limit));
    }

    @Override
    public Optional<EntityDetails> find(StoreAddress store, String path) {
        return looking(store, (dialect, connection) -> {
            Optional<Entity> found = new CatalogEntities(dialect, connection).find(path);
            return found.isEmpty() ? Optional.empty() : Optional.of(details(dialect, connection, found.get()));
        });
    }

    private static EntityDetails details(TableDialect dialect, Connection connection, Entity found)
            throws SQLException {
        if (found.kind() == EntityKind.SCHEMA) {
            return EntityDetails.of(found);
        }
        CatalogEntities entities = new CatalogEntities(dialect, connection);
        List<EntityDetails.Column> columns = entities.columns(found.path()).entrySet().stream()
                .map(column -> new EntityDetails.Column(column.getKey(), column.getValue()))
                .toList();
        Long rows = found.kind() == EntityKind.TABLE && dialect.countsCheaply() ? entities.count(found.path()) : null;
        return EntityDetails.ofTable(found, rows, columns);
    }

    @Override
    public DryRun sample(StoreAddress store, String path, @Nullable RecordFormat format, DryRunLimits limits) {
        if (format != null) {
            throw ProblemException.invalid("format", "is not said of tables", format, "none");
        }
        return looking(store, (dialect, connection) -> {
            CatalogEntities entities = new CatalogEntities(dialect, connection);
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
        looking(store, (dialect, connection) -> {
            CatalogEntities entities = new CatalogEntities(dialect, connection);
            new InsertedRows(dialect, entities.qualified(path), entities.columns(path)).add(connection, rows);
            return rows;
        });
    }

    private interface Look<T> {
        T at(TableDialect dialect, Connection connection) throws SQLException;
    }

    private <T> T looking(StoreAddress store, Look<T> look) {
        TableStores stores = kinds.stream()
                .filter(kind -> kind.isFor(store.kind()))
                .findFirst()
                .orElseThrow();
        try (Connection connection = stores.connect(store)) {
            return look.at(stores.dialect(), connection);
        } catch (SQLException failed) {
            String why = "store " + store.name() + " does not answer: " + failed.getMessage();
            throw Unreadable.problem(new SourceException(why, stores.dialect().isLasting(failed), failed));
        } catch (StoresUnavailableException away) {
            throw Unreadable.later("store " + store.name() + " does not answer: " + away.getMessage(), away);
        } catch (SourceException refused) {
            throw Unreadable.problem(refused);
        }
    }
}
