package io.weir.ingest.pipeline;

import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.decode.StructType;
import io.weir.ingest.decode.TypeNames;
import io.weir.ingest.decode.ValueType;
import io.weir.ingest.transform.Reference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A table that records are looked up in.
 *
 * @param name of the column of {@code input} that has the row which is found, or null
 * @param store of a database that has the table; null for the target's warehouse
 * @param table with or without its schema, as in {@code crm.customers}
 * @param on columns of the table, and the columns of the records that are equal to them
 * @param columns what is taken out of the row, with their types; a value that does not fit, or would lose a part, is null
 */
public record DeclaredReference(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, maxLength = 63, pattern = "[A-Za-z_][A-Za-z0-9_]*")
        @Nullable
        String name,

        @Schema(description = "A store of kind POSTGRES that has the table; the target's warehouse unless given")
        @Nullable
        String store,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        String table,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED, example = "{\"id\": \"customer\"}") @Nullable
        Map<String, String> on,

        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable
        List<DeclaredColumn> columns) {

    /** As it is looked up in; only after the rules found nothing. */
    public Reference toReference() {
        Map<String, ValueType> types = new LinkedHashMap<>();
        Objects.requireNonNull(columns)
                .forEach(column -> types.put(
                        Objects.requireNonNull(column.name()), TypeNames.parse(Objects.requireNonNull(column.type()))));
        return new Reference(
                Objects.requireNonNull(name),
                store,
                Objects.requireNonNull(table),
                Objects.requireNonNull(on),
                new StructType(types));
    }
}
