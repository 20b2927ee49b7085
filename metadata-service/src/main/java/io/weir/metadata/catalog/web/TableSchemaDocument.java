package io.weir.metadata.catalog.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.catalog.TableSchema;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A schema as callers see it. */
@Schema(name = "TableSchema")
record TableSchemaDocument(
        String database,
        String name,
        String comment,
        String owner,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt) {

    static TableSchemaDocument of(TableSchema schema) {
        return new TableSchemaDocument(
                schema.name().database(),
                schema.name().schema(),
                schema.details().comment(),
                schema.details().owner(),
                new TreeMap<>(schema.details().properties()),
                schema.details().createdAt(),
                schema.details().updatedAt());
    }
}
