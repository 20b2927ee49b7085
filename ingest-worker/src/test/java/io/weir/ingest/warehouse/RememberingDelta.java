package io.weir.ingest.warehouse;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.QueriedRows;
import io.weir.ingest.decode.Sql;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.deltasink.DeltaSink;
import io.weir.ingest.deltasink.MemoryDeltaTables;
import io.weir.ingest.deltasink.TableLayout;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.transform.Horizon;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A Delta table has another one beside it for what is remembered. Who opens it knows nothing but what is committed, so one that is
 * left after a commit failed is as one that was killed there.
 */
final class RememberingDelta implements RememberingTarget {

    private final Path folder;
    private final InstantSource clock;
    private final MemoryDeltaTables tables;
    private int workers;

    RememberingDelta(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
        this.tables = new MemoryDeltaTables(folder);
    }

    @Override
    public Worker open(Owner owner, Horizon horizon, RowWriter writer) throws SQLException {
        Warehouse memory = Warehouse.inMemory(RememberedContract.LIMITS, folder.resolve("temporary" + workers++));
        Connection connection = memory.connect();
        GatheredRows gathered = writer instanceof GatheredRows made ? made : null;
        WorkingMemory remembered =
                new WorkingMemory(connection, owner, horizon, gathered, RememberedContract.COLUMNS, clock);
        Sink sink = DeltaSink.alone(tables, "orders", TableLayout.NONE, owner, null, Optional.of(remembered));
        return new Worker(sink, connection, memory::close);
    }

    MemoryDeltaTables tables() {
        return tables;
    }

    @Override
    public void dies(Sink writing, DecodedBatch batch) {
        fails(MemoryDeltaTables.When.BEFORE, writing, batch);
    }

    @Override
    public void dies(Sink writing, DecodedBatch batch, Random random) {
        MemoryDeltaTables.When[] moments = MemoryDeltaTables.When.values();
        fails(moments[random.nextInt(moments.length)], writing, batch);
    }

    void fails(MemoryDeltaTables.When moment, Sink writing, DecodedBatch batch) {
        tables.interfere((table, when) -> {
            if (when == moment) {
                throw new DeltaException("interfered " + when, new IllegalStateException());
            }
        });
        assertThatThrownBy(() -> writing.write(batch)).isInstanceOf(DeltaException.class);
        tables.interfere((table, when) -> {});
    }

    @Override
    public List<String> rows(Worker worker, String sql) throws SQLException {
        return QueriedRows.of(
                worker.connection(),
                sql.replace("from orders", "from " + relation("orders"))
                        .replace("from letters", "from " + relation("orders_dead_letter")));
    }

    private String relation(String table) {
        List<Path> files = tables.files(table);
        String paths =
                files.stream().map(file -> Sql.text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
        return files.isEmpty()
                ? "(select null as sequence where false)"
                : "read_parquet(" + paths + ", union_by_name = true)";
    }

    @Override
    public void close() {
        // All of it is in memory, and in the folder.
    }
}
