package io.weir.delta.action;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An action about one data file: it is added, or it is removed. */
public sealed interface FileAction permits AddFile, RemoveFile {

    /** RFC 2396-encoded, relative to the table, or absolute. */
    String path();

    /** Absent in removes of old writers. */
    @Nullable
    Map<String, @Nullable String> partitionValues();

    boolean dataChange();

    @Nullable
    DeletionVectorDescriptor deletionVector();

    /** What makes a logical file: its path and its deletion vector. */
    default FileKey fileKey() {
        DeletionVectorDescriptor vector = deletionVector();
        return new FileKey(path(), vector == null ? null : vector.uniqueId());
    }
}
