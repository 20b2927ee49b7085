package io.weir.ingest.deltasink;

import java.util.List;

/**
 * How a pipeline lays its rows out in a Delta table.
 *
 * @param partitionBy columns that the table is made with, by the names that records have for them; none for those that it has
 */
public record TableLayout(ClusteringOrder order, List<String> partitionBy) {

    /** Rows stay as they come, in the partitions that the table has. */
    public static final TableLayout NONE = new TableLayout(ClusteringOrder.NONE, List.of());

    public TableLayout {
        partitionBy = List.copyOf(partitionBy);
    }
}
