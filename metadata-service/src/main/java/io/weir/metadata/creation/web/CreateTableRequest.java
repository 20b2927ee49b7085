package io.weir.metadata.creation.web;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.metadata.creation.NewTable;
import io.weir.metadata.table.TableMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

record CreateTableRequest(
        String name,
        @Nullable String location,
        @Nullable TableMode mode,
        @Schema(type = "object") JsonNode schema,
        @Nullable List<String> partitionColumns,
        @Nullable Map<String, String> properties,
        @Nullable String description) {

    NewTable toNewTable(String owner) {
        return new NewTable(
                name,
                location,
                Objects.requireNonNullElse(mode, TableMode.MIRRORED),
                owner,
                schema,
                Objects.requireNonNullElse(partitionColumns, List.of()),
                Objects.requireNonNullElse(properties, Map.of()),
                description);
    }
}
