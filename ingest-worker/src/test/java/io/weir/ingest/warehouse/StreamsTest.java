package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.transform.Horizon;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A warehouse remembers records beside its rows. */
class StreamsTest extends StreamsContract {

    private Warehouse warehouse;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        warehouse = Warehouse.open(folder.resolve("w.duckdb"), LIMITS);
        connection = warehouse.connect();
    }

    @AfterEach
    void closeWarehouse() throws SQLException {
        connection.close();
        warehouse.close();
    }

    @Override
    Sink open(Owner owner, Horizon horizon, RowWriter writer) throws SQLException {
        return new WarehouseSink(warehouse, owner, "orders", writer);
    }

    @Override
    Connection connection() {
        return connection;
    }

    @Override
    List<String> rows(String sql) throws SQLException {
        return QueriedRows.of(connection, sql.replace("from letters", "from weir.dead_letter"));
    }

    @Override
    void dies(Sink writing, DecodedBatch batch) throws SQLException {
        try (WarehouseSink successor = new WarehouseSink(warehouse, "orders", "orders")) {
            successor.claim(Set.of(0, 1));
        }
        assertThatThrownBy(() -> writing.write(batch)).isInstanceOf(StaleOwnerException.class);
    }

    @Test
    void twoWhoKnowTheSameDoNotBothChangeIt() throws SQLException {
        by(first(60, false), Owner.of("orders"));
        write(order(1, 0, 1));
        DecodedBatch batch = decode(order(2, 1, 2));
        rows("update weir.stream_state set changes = changes + 1 returning 1");

        assertThatThrownBy(() -> sink().write(batch)).isInstanceOf(StaleOwnerException.class);

        assertThat(rows("select id from orders")).containsExactly("1");
    }
}
