package io.weir.metadata.catalog.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.catalog.TableSchema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a schema is changed; what is not given stays as it is.
 *
 * @param properties new values by name; null takes a property away
 */
record UpdateTableSchemaRequest(
        @Nullable String comment,
        @Schema(example = "{\"team\": \"sales\"}") @Nullable Map<String, @Nullable String> properties) {

    TableSchema change(TableSchema read) {
        return new TableSchema(
                read.name(), read.details().with(read.details().texts().changed(comment, properties)));
    }
}
