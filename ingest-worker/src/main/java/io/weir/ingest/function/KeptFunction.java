package io.weir.ingest.function;

import io.weir.ingest.transform.SqlFunction;
import java.time.Instant;
import java.util.Map;

/**
 * A function as it is kept.
 *
 * @param comment for its readers; may be empty
 * @param properties of whoever made it; nothing here reads them
 * @param revision another one after each change
 */
public record KeptFunction(
        SqlFunction definition,
        String comment,
        Map<String, String> properties,
        String owner,
        long revision,
        Instant createdAt,
        Instant updatedAt) {

    public KeptFunction {
        properties = Map.copyOf(properties);
    }

    public String name() {
        return definition.name();
    }
}
