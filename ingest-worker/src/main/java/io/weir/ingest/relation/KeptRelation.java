package io.weir.ingest.relation;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * A relation as it is kept.
 *
 * @param comment for its readers; may be empty
 * @param properties of whoever made it; nothing here reads them
 * @param revision another one after each change
 */
public record KeptRelation(
        RelationDefinition definition,
        String comment,
        Map<String, String> properties,
        String owner,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    public KeptRelation {
        properties = Map.copyOf(properties);
    }

    public String name() {
        return Objects.requireNonNull(definition.name());
    }
}
