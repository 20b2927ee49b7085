package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.stage.PartitionShare;
import io.weir.ingest.transform.Horizon;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** A warehouse remembers records beside its rows. Who dies there is overtaken by somebody else. */
final class RememberingWarehouse implements RememberingTarget {

    private final Warehouse warehouse;

    RememberingWarehouse(Path folder) throws SQLException {
        this.warehouse = Warehouse.open(folder.resolve("w.duckdb"), RememberedContract.LIMITS);
    }

    @Override
    public Worker open(Owner owner, Horizon horizon, RowWriter writer) throws SQLException {
        return new Worker(new WarehouseSink(warehouse, owner, "orders", writer), warehouse.connect(), () -> {});
    }

    @Override
    public void dies(Sink writing, DecodedBatch batch) throws SQLException {
        try (WarehouseSink successor = new WarehouseSink(warehouse, "orders", "orders")) {
            successor.claim(batch.staged().shares().values().stream()
                    .map(PartitionShare::partition)
                    .collect(Collectors.toSet()));
        }
        assertThatThrownBy(() -> writing.write(batch)).isInstanceOf(StaleOwnerException.class);
    }

    @Override
    public List<String> rows(Worker worker, String sql) throws SQLException {
        return QueriedRows.of(worker.connection(), sql.replace("from letters", "from weir.dead_letter"));
    }

    @Override
    public void close() throws SQLException {
        warehouse.close();
    }
}
