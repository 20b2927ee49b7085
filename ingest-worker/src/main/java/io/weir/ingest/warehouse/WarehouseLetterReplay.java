package io.weir.ingest.warehouse;

import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.RefusedRecord;
import io.weir.ingest.sink.LetterCursor;
import io.weir.ingest.sink.LetterReplay;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.PartitionShare;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The dead letters of a warehouse, which change in one transaction with its rows. It owns the partitions meanwhile, as a
 * worker would: who wrote there before writes nothing any more.
 */
public final class WarehouseLetterReplay implements LetterReplay {

    private final Connection connection;
    private final MergingTurns turns;
    private final Owner owner;
    private final WrittenTables tables;
    private final LetterCursor letters;
    private final List<LetterOutbox.Destination> beside;
    private Map<Integer, Watermark> claimed = Map.of();

    /**
     * @param connection of the warehouse, on which the letters will be decoded
     * @param warehouse whose other writers it takes turns with
     * @param beside who else is to get the rows: of the first table, and of each branch; nobody, or one for each
     */
    public WarehouseLetterReplay(
            Connection connection,
            Warehouse warehouse,
            Owner owner,
            WrittenTables tables,
            LetterCursor letters,
            List<LetterOutbox.Destination> beside) {
        this.connection = connection;
        this.turns = warehouse.turns();
        this.owner = owner;
        this.tables = tables;
        this.letters = letters;
        this.beside = beside;
    }

    @Override
    public LetterCursor letters() {
        return letters;
    }

    @Override
    public void claim(Set<Integer> partitions) throws SQLException {
        MergingTurns.register(connection, tables.merged());
        claimed = new Watermarks(connection, owner).claim(partitions);
    }

    @Override
    public void write(DecodedBatch batch) throws SQLException {
        DecodedBatch unused = turns.alone(tables.merged(), () -> tables.attempt(sifting -> transact(batch, sifting)));
    }

    private DecodedBatch transact(DecodedBatch batch, boolean sifting) throws SQLException {
        return new Transaction(connection, owner.pipeline()).run(() -> {
            batch.state().apply(connection);
            tables.write(connection, batch, sifting);
            if (!beside.isEmpty()) {
                put(batch);
            }
            remove(batch);
            advance(batch);
            return batch;
        });
    }

    @Override
    public List<RefusedRecord> refused(DecodedBatch batch) throws SQLException {
        return look(() -> tables.refused(connection, batch));
    }

    @Override
    public List<RefusedRecord> refusedByThemselves(DecodedBatch batch) throws SQLException {
        return look(() -> tables.refusedByThemselves(connection, batch));
    }

    private <T> T look(Transaction.Work<T> work) throws SQLException {
        return turns.alone(tables.merged(), () -> new Transaction(connection, owner.pipeline()).look(work));
    }

    private void put(DecodedBatch batch) throws SQLException {
        if (batch.rows() > 0) {
            LetterOutbox.of(connection, owner.pipeline()).put(batch, beside.get(0));
        }
        for (int index = 0; index < batch.branches().size(); index++) {
            DecodedBatch rows = batch.branches().get(index);
            if (rows.rows() > 0) {
                LetterOutbox.Destination to = beside.get(index + 1);
                LetterOutbox.ofBranch(connection, owner.pipeline(), to.table()).put(rows, to);
            }
        }
    }

    private void remove(DecodedBatch batch) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            long expected = batch.staged().records() - batch.rejectedRecords();
            long removed = statement.executeLargeUpdate("delete from " + letters.taken()
                    + " and (\"partition\", sequence) not in (select (\"partition\", sequence) from "
                    + DecodedBatch.REJECTED + ")");
            if (removed != expected) {
                throw new StaleOwnerException("of " + expected + " dead letters of pipeline " + owner.pipeline() + " "
                        + removed + " are there");
            }
        }
    }

    private void advance(DecodedBatch batch) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(Watermarks.ADVANCE)) {
            for (PartitionShare share : batch.staged().shares().values()) {
                Watermark before = claimed.getOrDefault(share.partition(), Watermark.START);
                Watermark after = before.replaying(share, batch);
                Watermarks.advance(update, owner.pipeline(), share.partition(), before, after);
            }
        }
    }
}
