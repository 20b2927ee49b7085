package io.weir.delta.checkpoint;

import java.util.Set;
import java.util.stream.Collectors;

/** The columns of a checkpoint, as DuckDB types: one struct for each kind of action, null in the rows of other kinds. */
enum CheckpointColumns {
    PROTOCOL(
            "protocol",
            "STRUCT(\"minReaderVersion\" INTEGER, \"minWriterVersion\" INTEGER,"
                    + " \"readerFeatures\" VARCHAR[], \"writerFeatures\" VARCHAR[])"),
    METADATA(
            "metaData",
            "STRUCT(\"id\" VARCHAR, \"name\" VARCHAR, \"description\" VARCHAR,"
                    + " \"format\" STRUCT(\"provider\" VARCHAR, \"options\" MAP(VARCHAR, VARCHAR)),"
                    + " \"schemaString\" VARCHAR, \"partitionColumns\" VARCHAR[],"
                    + " \"configuration\" MAP(VARCHAR, VARCHAR), \"createdTime\" BIGINT)"),
    TRANSACTION("txn", "STRUCT(\"appId\" VARCHAR, \"version\" BIGINT, \"lastUpdated\" BIGINT)"),
    DOMAIN_METADATA("domainMetadata", "STRUCT(\"domain\" VARCHAR, \"configuration\" VARCHAR, \"removed\" BOOLEAN)"),
    REMOVE(
            "remove",
            "STRUCT(\"path\" VARCHAR, \"deletionTimestamp\" BIGINT, \"dataChange\" BOOLEAN,"
                    + " \"extendedFileMetadata\" BOOLEAN, \"partitionValues\" MAP(VARCHAR, VARCHAR), \"size\" BIGINT, "
                    + Nested.DELETION_VECTOR
                    + ", \"baseRowId\" BIGINT, \"defaultRowCommitVersion\" BIGINT)"),
    ADD(
            "add",
            "STRUCT(\"path\" VARCHAR, \"partitionValues\" MAP(VARCHAR, VARCHAR), \"size\" BIGINT,"
                    + " \"modificationTime\" BIGINT, \"dataChange\" BOOLEAN, \"stats\" VARCHAR,"
                    + " \"tags\" MAP(VARCHAR, VARCHAR), "
                    + Nested.DELETION_VECTOR
                    + ", \"baseRowId\" BIGINT, \"defaultRowCommitVersion\" BIGINT, \"clusteringProvider\" VARCHAR)");

    private final String column;
    private final String type;

    CheckpointColumns(String column, String type) {
        this.column = column;
        this.type = type;
    }

    /** The {@code columns} of {@code read_json}. */
    static String jsonColumns(Set<CheckpointColumns> columns) {
        return columns.stream()
                .map(kind -> "'" + kind.column + "': '" + kind.type + "'")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** What is selected: the columns as they are, but that nothing in a checkpoint changes the table's data. */
    static String selection(Set<CheckpointColumns> columns) {
        return columns.stream().map(CheckpointColumns::expression).collect(Collectors.joining(", "));
    }

    private String expression() {
        String quoted = "\"" + column + "\"";
        return this == ADD
                ? "CASE WHEN " + quoted + " IS NOT NULL THEN struct_update(" + quoted
                        + ", \"dataChange\" := false) END AS " + quoted
                : quoted;
    }

    /** Types that more than one kind of action has. */
    private static final class Nested {

        static final String DELETION_VECTOR = "\"deletionVector\" STRUCT(\"storageType\" VARCHAR,"
                + " \"pathOrInlineDv\" VARCHAR, \"offset\" INTEGER, \"sizeInBytes\" INTEGER, \"cardinality\" BIGINT)";

        private Nested() {}
    }
}
