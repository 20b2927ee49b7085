package io.weir.ingest.warehouse;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.ShownRows;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.Stores;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Says what the tables of warehouses are. */
@Component
public class WarehouseTables {

    private final Stores stores;
    private final WarehouseStores warehouses;

    public WarehouseTables(Stores stores, WarehouseStores warehouses) {
        this.stores = stores;
        this.warehouses = warehouses;
    }

    /**
     * A table as it is now.
     *
     * @param columns names of types by names of columns, in order
     */
    public record Found(long rows, Map<String, String> columns) {}

    /** Counts a table's rows, which DuckDB knows without reading them. */
    public Found find(String store, String table) {
        try (Connection connection = warehouses.open(warehouse(store)).connect()) {
            Map<String, String> columns = new WarehouseTable(connection, table).columnTypes();
            if (columns.isEmpty()) {
                throw new ProblemException(
                        IngestProblem.WAREHOUSE_TABLE_NOT_FOUND, "store " + store + " has no table " + table);
            }
            return new Found(count(connection, table), columns);
        } catch (SQLException failed) {
            throw ProblemException.unavailable(
                    "store " + store + " does not answer: " + failed.getMessage(), Duration.ofSeconds(1), failed);
        }
    }

    /** Some rows of a table that is there, in no order. */
    public List<Map<String, Object>> sample(String store, String table, int most) {
        try (Connection connection = warehouses.open(warehouse(store)).connect()) {
            return ShownRows.of(connection, "select * from " + WarehouseTable.qualified(connection, table), most);
        } catch (SQLException failed) {
            throw ProblemException.unavailable(
                    "store " + store + " does not answer: " + failed.getMessage(), Duration.ofSeconds(1), failed);
        }
    }

    private StoreAddress warehouse(String store) {
        return stores.find(store)
                .filter(found -> found.isMotherDuck() || found.kind().equals(StoreAddress.DUCKDB))
                .orElseThrow(() -> new ProblemException(
                        IngestProblem.WAREHOUSE_TABLE_NOT_FOUND, "there is no warehouse " + store));
    }

    private static long count(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select count(*) from " + WarehouseTable.qualified(connection, table))) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
