package io.weir.delta.checkpoint;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of an add in a checkpoint, as DuckDB types. */
enum AddColumns {
    PATH("path", "VARCHAR"),
    PARTITION_VALUES("partitionValues", "MAP(VARCHAR, VARCHAR)"),
    SIZE("size", "BIGINT"),
    MODIFICATION_TIME("modificationTime", "BIGINT"),
    DATA_CHANGE("dataChange", "BOOLEAN"),
    STATS("stats", "VARCHAR"),
    TAGS("tags", "MAP(VARCHAR, VARCHAR)"),
    DELETION_VECTOR("deletionVector", CheckpointColumns.Nested.DELETION_VECTOR),
    BASE_ROW_ID("baseRowId", "BIGINT"),
    DEFAULT_ROW_COMMIT_VERSION("defaultRowCommitVersion", "BIGINT"),
    CLUSTERING_PROVIDER("clusteringProvider", "VARCHAR");

    private final String field;
    private final String type;

    AddColumns(String field, String type) {
        this.field = field;
        this.type = type;
    }

    /** The {@code columns} of {@code read_json}. */
    static String jsonColumns() {
        return Arrays.stream(values())
                .map(column -> "'" + column.field + "': '" + column.type + "'")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** All of them as one struct, with those that the table has besides. */
    static String struct(ParsedColumns parsed) {
        return Stream.concat(
                        Arrays.stream(values()).map(column -> "\"" + column.field + "\" := " + column.value()),
                        parsed.fields().stream())
                .collect(Collectors.joining(", ", "struct_pack(", ")"));
    }

    /** Nothing in a checkpoint changes the table's data, and statistics of an empty text are none: some engines trip over them. */
    private String value() {
        String read = "\"" + field + "\"";
        return switch (this) {
            case DATA_CHANGE -> "false";
            case STATS -> "nullif(" + read + ", '')";
            default -> read;
        };
    }
}
