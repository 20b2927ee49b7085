package io.weir.delta.checkpoint;

import java.util.Set;
import java.util.stream.Collectors;

/** The columns of a checkpoint but for its adds, as DuckDB types: a struct for each kind of action, null in others' rows. */
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
                    + "\"deletionVector\" " + Nested.DELETION_VECTOR
                    + ", \"baseRowId\" BIGINT, \"defaultRowCommitVersion\" BIGINT)");

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

    /** Types that more than one kind of action has. */
    static final class Nested {

        static final String DELETION_VECTOR = "STRUCT(\"storageType\" VARCHAR, \"pathOrInlineDv\" VARCHAR,"
                + " \"offset\" INTEGER, \"sizeInBytes\" INTEGER, \"cardinality\" BIGINT)";

        private Nested() {}
    }
}
