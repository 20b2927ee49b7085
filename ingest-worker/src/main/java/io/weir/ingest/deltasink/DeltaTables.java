package io.weir.ingest.deltasink;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The metadata service's tables. */
public interface DeltaTables {

    /** A table at its head, if it is there. */
    Optional<DeltaTable> find(String name);

    /**
     * Makes a table, or finds the one that is there.
     *
     * @param schema as Delta writes schemas
     * @param partitionColumns names of columns that it is partitioned by, if it is made
     */
    DeltaTable create(String name, Map<String, Object> schema, List<String> partitionColumns);

    /** One without partitions. */
    default DeltaTable create(String name, Map<String, Object> schema) {
        return create(name, schema, List.of());
    }

    /** The same tables; those that are made by it are somebody's, as in {@code user:ann}. */
    DeltaTables madeFor(String owner);

    /**
     * The data files of a table as it was found.
     *
     * @throws DeltaException if another writer deleted rows inside of them, or put some where no folder is
     */
    List<Path> files(DeltaTable table);

    /**
     * Some of these files, each with the partition that it is of; also those of which rows were deleted in place.
     *
     * @param most as many at most
     */
    List<TableFile> first(DeltaTable table, int most);

    /** Each file of a table as it was found; memory does not grow with their number. */
    void eachFile(DeltaTable table, Consumer<TableFile> each);

    /**
     * The files of a table as it was found that have fewer bytes than so many, the smallest first, each with the partition that
     * it is of. It costs what these files do, however many others there are.
     *
     * @param most as many at most
     */
    List<TableFile> smallerThan(DeltaTable table, long bytes, int most);

    /** The latest transaction of each application whose id begins so. */
    Map<String, Long> transactions(String table, String appIdPrefix);

    /**
     * Commits; repeating a commit that happened does nothing.
     *
     * @return the version that holds it
     * @throws io.weir.ingest.sink.StaleOwnerException if a transaction is not at what was expected
     * @throws CommitRefusedException if it was refused, say since a file that it was made of is gone
     * @throws DeltaException if the outcome is not known, or nobody was there to refuse it
     */
    long commit(String table, DeltaCommit commit);

    /**
     * Commits to many tables, or to none of them; repeating does nothing, as with one.
     *
     * @param commits by the names of their tables
     * @return the versions that have them, by the names of the tables
     * @throws io.weir.ingest.sink.StaleOwnerException if a transaction of one is not at what was expected
     * @throws DeltaException if one was refused, or the outcome is not known
     */
    Map<String, Long> commitAll(Map<String, DeltaCommit> commits);
}
