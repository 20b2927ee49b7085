package io.weir.lineage.openlineage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One column that comes from another.
 *
 * @param facet name of the facet that says so
 * @param transformations how, as JSON in the facet's own words
 */
public record ColumnLink(
        Field origin,
        Field destination,
        String facet,
        @Nullable String transformations) {

    /** A column; with an empty name the whole dataset. */
    public record Field(NodeName dataset, String name) {

        /** The key that the column has in every table. */
        public UUID key() {
            return HashedKeys.of(
                    "FIELD", dataset.name().namespace(), dataset.name().name(), name);
        }
    }
}
