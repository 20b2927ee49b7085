package io.weir.metadata.catalog.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.catalog.Database;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What of a database is changed; what is not given stays as it is.
 *
 * @param properties new values by name; null takes a property away
 */
record UpdateDatabaseRequest(
        @Nullable String comment,
        @Nullable Boolean implicitSchemas,
        @Schema(example = "{\"team\": \"sales\"}") @Nullable Map<String, @Nullable String> properties) {

    Database change(Database read) {
        return new Database(
                read.name(),
                Objects.requireNonNullElse(implicitSchemas, read.implicitSchemas()),
                read.details().with(read.details().texts().changed(comment, properties)));
    }
}
