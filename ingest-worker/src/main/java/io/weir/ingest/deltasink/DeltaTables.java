package io.weir.ingest.deltasink;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metadata service's tables. */
public interface DeltaTables {

    /** A table at its head, if it is there. */
    Optional<DeltaTable> find(String name);

    /**
     * Makes a table, or finds the one that is there.
     *
     * @param schema as Delta writes schemas
     */
    DeltaTable create(String name, Map<String, Object> schema);

    /** The same tables; those that are made by it are somebody's, as in {@code user:ann}. */
    DeltaTables madeFor(String owner);

    /**
     * The data files of a table as it was found.
     *
     * @throws DeltaException if another writer deleted rows inside of them, or put some where no folder is
     */
    List<Path> files(DeltaTable table);

    /** The latest transaction of each application whose id begins so. */
    Map<String, Long> transactions(String table, String appIdPrefix);

    /**
     * Commits; repeating a commit that happened does nothing.
     *
     * @return the version that holds it
     * @throws io.weir.ingest.sink.StaleOwnerException if a transaction is not at what was expected
     * @throws DeltaException if it was refused, or the outcome is not known
     */
    long commit(String table, DeltaCommit commit);

    /**
     * Commits to many tables, or to none of them; repeating does nothing, as with one.
     *
     * @param commits by the names of their tables
     * @throws io.weir.ingest.sink.StaleOwnerException if a transaction of one is not at what was expected
     * @throws DeltaException if one was refused, or the outcome is not known
     */
    void commitAll(Map<String, DeltaCommit> commits);
}
