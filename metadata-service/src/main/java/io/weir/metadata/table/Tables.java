package io.weir.metadata.table;

import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.Optional;

/** The tables of this catalog. */
public interface Tables {

    /** Opens a table by its name. Costs one statement, whatever the length of the table's history. */
    Optional<TableHead> open(String name);

    /**
     * Who has a name already, or lies at, above or below a place. Holds back every other claim until the caller's
     * transaction ends, so that the answer stays true.
     */
    Optional<LocationClaim> claimant(String name, TableLocation location);

    /** Tables by name, at most {@code limit + 1} of them. */
    List<TableHead> list(PageRequest page);
}
