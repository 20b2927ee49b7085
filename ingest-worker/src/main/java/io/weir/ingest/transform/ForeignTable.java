package io.weir.ingest.transform;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A table outside of the warehouse that records are looked up in. One thread uses it. */
public interface ForeignTable extends AutoCloseable {

    /** The columns that it has; none where it is not there. */
    Set<String> columns();

    /** DuckDB's name of the type that a column's values are compared in; nothing where they are none that are looked up by. */
    Optional<String> keyType(String column);

    /**
     * Rows of keys: one of each that there is; of several the same whenever it is asked.
     *
     * @param keys a text for each column that is looked up by, in the order of the reference
     * @return an array in JSON, of objects whose values are texts or null: {@code k0} and so on are the key, {@code c0} and so on the
     *     columns of the reference in order
     * @throws io.weir.ingest.source.SourceException where its database does not answer, or lets nobody in
     */
    String rows(List<List<String>> keys);

    /** Lets go of the database. */
    @Override
    void close();
}
