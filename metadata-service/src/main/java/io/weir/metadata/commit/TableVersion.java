package io.weir.metadata.commit;

import io.weir.metadata.table.Totals;

/**
 * A version of a table that is ready to be appended.
 *
 * @param totals the table's after it, if none of the files that it adds is live already
 */
public record TableVersion(long tableId, NewVersion version, Totals totals) {}
