package io.weir.ingest.entity;

import io.weir.ingest.store.StoreAddress;
import java.sql.Connection;
import java.sql.SQLException;

/** Stores that are databases with tables. */
interface TableStores {

    /** Whether it is for stores of this kind. */
    boolean isFor(String kind);

    TableDialect dialect();

    /**
     * Connects as pipelines do.
     *
     * @throws SQLException where the database does not answer, or refuses
     * @throws io.weir.ingest.source.SourceException where it may not be connected to
     * @throws io.weir.ingest.store.StoresUnavailableException where the platform does not answer for a secret
     */
    Connection connect(StoreAddress store) throws SQLException;
}
