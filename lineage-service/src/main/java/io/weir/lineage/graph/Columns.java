package io.weir.lineage.graph;

import io.weir.lineage.openlineage.NodeName;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which column comes from which. */
public interface Columns {

    /** A column; with an empty name the whole dataset. */
    record Column(UUID key, NodeName dataset, String field) {}

    /** How one column comes from another, as JSON in the producer's words. */
    record Origin(UUID origin, UUID destination, @Nullable String transformations) {}

    /** The edges at any of these columns, at most {@code limit}: one statement. */
    List<Edge> at(Collection<UUID> columns, Direction direction, Moment moment, int limit);

    /** The columns of these keys: one statement. Those that are in no edge are left out. */
    List<Column> load(Collection<UUID> keys);

    /** The keys of these datasets' columns, those of the datasets as a whole among them: one statement. */
    List<UUID> ofDatasets(Collection<UUID> datasets);

    /** Those of these datasets that have columns in an edge: one statement. */
    Set<UUID> told(Collection<UUID> datasets);

    /** How these columns come from others: one statement. */
    List<Origin> origins(Collection<UUID> destinations, Moment moment);
}
