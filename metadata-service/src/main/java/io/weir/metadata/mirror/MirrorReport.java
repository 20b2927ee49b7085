package io.weir.metadata.mirror;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.metadata.table.OfTable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a mirror's log, and what was done about it.
 *
 * @param tableId the table's own id
 * @param sound whether what was looked at is what it should be, now
 * @param fromVersion first version that was looked at
 * @param toVersion last version that was looked at; less than {@code fromVersion} if there was none to look at
 * @param nextVersion where to go on, as {@code fromVersion} of the next request, if not all that was asked for was looked at
 * @param missing versions whose log file is not there; what has expired and was taken away does not count
 * @param different versions whose log file has other bytes than the commit; never overwritten
 * @param restored versions whose log file was missing and was written again
 * @param replay how Delta Kernel's replay of the published version differs from Postgres; empty if it does not, and where
 *     {@code nextVersion} is there: it is asked at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MirrorReport(
        String table,
        UUID tableId,
        boolean sound,
        long fromVersion,
        long toVersion,
        @Nullable Long nextVersion,
        List<Long> missing,
        List<Long> different,
        List<Long> restored,
        List<String> replay)
        implements OfTable {}
