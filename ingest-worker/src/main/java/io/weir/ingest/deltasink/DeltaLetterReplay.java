package io.weir.ingest.deltasink;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.sink.LetterCursor;
import io.weir.ingest.sink.LetterReplay;
import io.weir.ingest.sink.Memory;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.stage.PartitionShare;
import io.weir.ingest.stage.StreamSide;
import io.weir.support.problem.ProblemException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The dead letters of a pipeline without warehouse: rows, counts and what says that letters are none any more are committed to
 * both tables at once. The counts, and the number of the last replay, were read before the letters, and must be the same then.
 */
public final class DeltaLetterReplay implements LetterReplay {

    private static final String BACK = "weir_letters_back";

    private final Connection connection;
    private final Owner owner;
    private final AppendedTable table;
    private final AppendedTable letters;
    private final TransactionNames names;
    private final GenerationFence fence;
    private final Map<Integer, Watermark> found;
    private final ReplayNumber number;
    private final ReplayNumber lettersNumber;
    private final LetterCursor cursor;
    private final String counted;
    private final @Nullable DeltaMemory memory;
    private final DeltaBranches branches;
    private final List<ReplayNumber> branchNumbers;

    /**
     * @param connection on which the letters will be decoded
     * @param enveloped streams whose records are more than their payloads
     * @param partition of the last letter that was taken before; -1 for none
     * @param memory of what the pipeline remembers
     * @param branches further tables that get rows
     */
    public DeltaLetterReplay(
            Connection connection,
            DeltaTables tables,
            String name,
            TableLayout layout,
            Owner owner,
            Set<StreamSide> enveloped,
            long partition,
            long sequence,
            Optional<Memory> memory,
            List<BranchTable> branches) {
        this.connection = connection;
        this.owner = owner;
        this.table = new AppendedTable(tables, name, owner.pipeline(), null, layout);
        this.memory = memory.map(kept -> new DeltaMemory(tables, name, table, owner, kept))
                .orElse(null);
        this.branches = DeltaBranches.of(tables, branches, owner, null);
        this.branchNumbers = this.branches.nextReplays();
        this.letters = new AppendedTable(tables, DeltaSink.letters(name), owner.pipeline(), null);
        this.names = new TransactionNames(owner);
        this.fence = new GenerationFence(table, owner);
        Map<String, Long> transactions = table.transactions();
        this.found = names.watermarks(transactions);
        this.number = ReplayNumber.after(transactions, owner.pipeline());
        this.lettersNumber = ReplayNumber.after(letters.transactions(), owner.pipeline());
        List<Path> files =
                tables.find(DeltaSink.letters(name)).map(tables::files).orElse(List.of());
        this.counted = "(from " + StoredLetters.relation(files) + " where " + counted() + ")";
        this.cursor = new LetterCursor(connection, counted, owner, enveloped, partition, sequence);
    }

    /** Letters beyond the watermark are of a batch whose rows are not there: their records come again by themselves. */
    private String counted() {
        StringBuilder counted = new StringBuilder("(false");
        found.forEach((partition, watermark) -> counted.append(" or (\"partition\" = ")
                .append(partition)
                .append(" and sequence <= ")
                .append(watermark.sequence())
                .append(')'));
        return counted.append(')').toString();
    }

    @Override
    public LetterCursor letters() {
        return cursor;
    }

    @Override
    public void claim(Set<Integer> partitions) throws SQLException {
        fence.claim(partitions);
        if (memory != null) {
            memory.claim();
        }
        Map<Integer, Long> counts = new LetterCursor(connection, counted, owner, false, -1, -1).counts();
        for (int partition : partitions) {
            long dead = found.getOrDefault(partition, Watermark.START).deadLettered();
            if (counts.getOrDefault(partition, 0L) > dead) {
                throw new ProblemException(
                        IngestProblem.LETTERS_KEPT,
                        "partition " + partition + " has dead letters of a batch that became something else when it was"
                                + " written again, after a change of the pipeline; reset it instead");
            }
        }
    }

    @Override
    public void write(DecodedBatch batch) throws SQLException {
        long back = back();
        if (back == 0) {
            return;
        }
        Map<String, Long> after = new LinkedHashMap<>(number.written());
        Map<String, @Nullable Long> before = number.expected();
        for (PartitionShare share : batch.staged().shares().values()) {
            Watermark old = found.getOrDefault(share.partition(), Watermark.START);
            names.put(share.partition(), old, old.replaying(share, batch), true, before, after);
            fence.guard(share.partition(), before, after);
        }
        NewRows none = new NewRows(StoredLetters.COLUMNS, BACK, back);
        Map<AppendedTable, Appending> beside = new LinkedHashMap<>();
        branches.putReplay(batch, branchNumbers, beside);
        if (memory == null) {
            beside.put(letters, new Appending(none, lettersNumber.written(), lettersNumber.expected()));
            table.appendWith(batch.connection(), new Appending(NewRows.of(batch), after, before), beside);
            return;
        }
        DeltaMemory.Step step = memory.take(batch, before, after, beside);
        NewRows all = step.rows().addTo(none, owner, batch);
        beside.put(letters, new Appending(all, lettersNumber.written(), lettersNumber.expected()));
        table.appendWith(batch.connection(), new Appending(step.rows().taken(), after, before), beside);
        memory.isUp(step);
    }

    /** Makes the rows that say which letters are none any more, and counts them. */
    private long back() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("create or replace temp table " + BACK + " as select pipeline, \"partition\", sequence,"
                    + " null::blob as payload, 'replayed' as reason, recorded_at, generation, null::varchar as attributes,"
                    + " now() as replayed_at from " + cursor.taken()
                    + " and (\"partition\", sequence) not in (select (\"partition\"::bigint, sequence) from "
                    + DecodedBatch.REJECTED + ")");
            try (ResultSet count = statement.executeQuery("select count(*) from " + BACK)) {
                count.next();
                return count.getLong(1);
            }
        }
    }
}
