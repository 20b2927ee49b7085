package io.weir.ingest.warehouse;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.sink.Owner;
import io.weir.support.problem.ProblemException;
import java.sql.Connection;
import java.sql.SQLException;

/** Rows that are made of several records, which are kept beside the table until it is known that they are of no more use. */
public sealed interface GatheredRows extends RowWriter permits JoinedRows, WindowedRows {

    /** Column of records that are kept: the generation of who kept them. */
    String GENERATION = "__weir_generation";

    /** In whose name records are kept, and rows written. */
    Owner owner();

    /** What makes the rows. */
    String kind();

    /** The columns of what is made. */
    StructType output();

    /** What the table is called of records that are kept. */
    String table();

    /**
     * The columns of records that are kept.
     *
     * @param records columns that are known of them
     */
    StructType kept(StructType records);

    /** Which of the records that are kept are of no use any more: a condition. */
    String forgotten(String kept, long mark);

    /** Keeps the records of a batch, and makes the rows that are known by now; part of the caller's transaction. */
    void write(Connection connection, DecodedBatch batch, MadeRows made) throws SQLException;

    @Override
    default void write(Connection connection, String table, DecodedBatch batch) throws SQLException {
        write(connection, batch, (columns, query) -> NewRows.of(columns.fields().keySet(), "(" + query + ")")
                .into(connection, table));
    }

    /** The same where the table refused one of the rows: those that it does not take become letters. Says how many these are. */
    default long writeWhatIsTaken(Connection connection, String table, DecodedBatch batch) throws SQLException {
        SiftedRows sifted = new SiftedRows(connection, table, this, batch);
        write(connection, batch, sifted);
        return sifted.letters();
    }

    @Override
    default StructType recordColumns(StructType table) {
        return StructType.EMPTY;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ProblemException if the table has a column of another type
     */
    @Override
    default StructType wanted(StructType present, StructType batch) {
        output().fields().forEach((name, type) -> {
            ValueType known = present.fields().getOrDefault(name, type);
            if (!known.equals(type)) {
                throw new ProblemException(
                        IngestProblem.PIPELINE_INVALID,
                        "the " + kind() + " makes " + name + " " + type.sql() + ", but the table has one that is "
                                + known.sql());
            }
        });
        return output();
    }
}
