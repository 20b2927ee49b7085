package io.weir.metadata.mirror;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.metadata.table.OfTable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far a table's mirror is.
 *
 * @param publishedVersion latest version whose log file is there; -1 before the first
 * @param backlog versions that are committed and not published
 * @param lagSeconds age of the oldest version that is not published; 0 if all are
 * @param level a warning from a lag of 60 seconds on, critical from 300 on or when a foreign log file is in the way
 * @param lastError why the last attempt failed; null once one succeeded
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MirrorStatus(
        String table,
        UUID tableId,
        MirrorState state,
        long headVersion,
        long publishedVersion,
        long backlog,
        double lagSeconds,
        MirrorLevel level,
        @Nullable String lastError,
        @Nullable Long lastCheckpointVersion)
        implements OfTable {}
