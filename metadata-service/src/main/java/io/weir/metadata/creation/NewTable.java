package io.weir.metadata.creation;

import io.weir.metadata.table.TableMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A table to be made.
 *
 * @param location absolute path, {@code file:} URI or {@code s3://bucket/prefix}; null for the service's own place
 * @param mode who may write to it beside this service
 * @param owner who makes it
 * @param schema the protocol's schema: {@code {"type": "struct", "fields": […]}}
 */
public record NewTable(
        String name,
        @Nullable String location,
        TableMode mode,
        String owner,
        JsonNode schema,
        List<String> partitionColumns,
        Map<String, String> properties,
        @Nullable String description) {}
