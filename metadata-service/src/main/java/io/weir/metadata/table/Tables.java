package io.weir.metadata.table;

import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables of this catalog. */
public interface Tables {

    /** Opens a table by its name. Costs one statement, whatever the length of the table's history. */
    Optional<TableHead> open(String name);

    /** Whether a table's history is there: until it was dropped, and its time to be put back is over. */
    boolean isKept(long tableId);

    /** Who has a name already, or lies at, above or below a place. Whoever {@linkplain #holdClaims holds back} other claims knows that it stays true. */
    Optional<LocationClaim> claimant(String name, TableLocation location);

    /** Holds back every other claim of a name, and whoever removes what names belong to, until the caller's transaction ends. */
    void holdClaims();

    /** Tables by name, at most {@code limit + 1} of them. */
    List<TableHead> list(PageRequest page);

    /**
     * As {@link #list(PageRequest)}, of one database.
     *
     * @param schema the schema that they are in; null for all of the database
     */
    List<TableHead> list(PageRequest page, String database, @Nullable String schema);
}
