package io.weir.ingest.warehouse;

import io.weir.ingest.decode.StructType;
import java.sql.SQLException;

/** Where rows go to that are made of several records each. */
@FunctionalInterface
interface MadeRows {

    /**
     * Takes rows; part of the transaction that keeps the records which they are made of.
     *
     * @param columns of the rows
     * @param query that makes them
     */
    void insert(StructType columns, String query) throws SQLException;
}
