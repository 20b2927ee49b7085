package io.weir.metadata.catalog.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.catalog.Database;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A database as callers see it.
 *
 * @param implicitSchemas whether a schema is made with the first table whose name says it, or has to be there
 */
@Schema(name = "Database")
record DatabaseDocument(
        String name,
        String comment,
        boolean implicitSchemas,
        String owner,
        Map<String, String> properties,
        Instant createdAt,
        Instant updatedAt) {

    static DatabaseDocument of(Database database) {
        return new DatabaseDocument(
                database.name(),
                database.details().comment(),
                database.implicitSchemas(),
                database.details().owner(),
                new TreeMap<>(database.details().properties()),
                database.details().createdAt(),
                database.details().updatedAt());
    }
}
