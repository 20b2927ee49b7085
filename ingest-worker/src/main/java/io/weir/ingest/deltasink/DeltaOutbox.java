package io.weir.ingest.deltasink;

import io.weir.ingest.decode.StructType;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where rows of replayed letters go that a warehouse has written already. Each replay arrives once. */
public final class DeltaOutbox {

    private final DeltaTables tables;
    private final String table;
    private final String pipeline;
    private final TableLayout layout;

    public DeltaOutbox(DeltaTables tables, String table, String pipeline, TableLayout layout) {
        this.layout = layout;
        this.tables = tables;
        this.table = table;
        this.pipeline = pipeline;
    }

    /**
     * The numbers of a replay: {@code [of the last one that the table got, of the next one]}.
     */
    public long[] next() {
        ReplayNumber number = ReplayNumber.after(appended().transactions(), pipeline);
        return new long[] {number.before(), number.next()};
    }

    /**
     * Appends the rows of a replay, unless they are there.
     *
     * @param before number of the last replay when this one was made
     * @param replay its own
     */
    public void append(Connection connection, StructType columns, String relation, long rows, long before, long replay)
            throws SQLException {
        AppendedTable appended = appended();
        @Nullable Long now = appended.transactions().get(ReplayNumber.application(pipeline));
        // A table that knows of no replay was made anew since; one that knows of another has got this one before it.
        if (now == null || now == before) {
            long known = now == null ? ReplayNumber.NONE : now;
            ReplayNumber number = new ReplayNumber(ReplayNumber.application(pipeline), known, replay);
            appended.append(
                    connection,
                    new Appending(new NewRows(columns, relation, rows), number.written(), number.expected()));
        }
    }

    private AppendedTable appended() {
        return new AppendedTable(tables, table, pipeline, null, layout);
    }
}
