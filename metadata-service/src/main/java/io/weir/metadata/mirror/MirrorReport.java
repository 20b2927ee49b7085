package io.weir.metadata.mirror;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.weir.metadata.table.OfTable;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a mirror's log, and what was done about it.
 *
 * @param tableId the table's own id
 * @param sound whether what was looked at is what it should be, now
 * @param fromVersion first version that was looked at
 * @param toVersion last version that was looked at; less than {@code fromVersion} if there was none to look at
 * @param nextVersion where to go on, as {@code fromVersion} of the next request, if not all that was asked for was looked at,
 *     or Kernel's replay goes on
 * @param missing versions whose log file is not there; what has expired and was taken away does not count
 * @param different versions whose log file has other bytes than the commit; never overwritten
 * @param restored versions whose log file was missing and was written again
 * @param replay how Delta Kernel's replay of the published version differs from Postgres; empty if it does not, and where
 *     {@code nextVersion} is there: it is asked at the end
 * @param replayedFiles while Kernel's replay goes on, the files that were read for it so far: by Kernel, and then out of Postgres
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
        List<String> replay,
        @Nullable Long replayedFiles)
        implements OfTable {

    /** The same once Kernel's replay is compared. */
    MirrorReport replayed(List<String> differences) {
        return new MirrorReport(
                table,
                tableId,
                sound && differences.isEmpty(),
                fromVersion,
                toVersion,
                null,
                missing,
                different,
                restored,
                Stream.concat(differences.stream(), replay.stream()).toList(),
                null);
    }

    /** The same but for the last version, which the next request looks at again, as Kernel's replay is under way. */
    MirrorReport replaying(long files) {
        List<Long> missingBefore = before(toVersion, missing);
        List<Long> differentBefore = before(toVersion, different);
        return new MirrorReport(
                table,
                tableId,
                missingBefore.isEmpty() && differentBefore.isEmpty(),
                fromVersion,
                toVersion - 1,
                toVersion,
                missingBefore,
                differentBefore,
                restored,
                List.of(),
                files);
    }

    private static List<Long> before(long last, List<Long> versions) {
        return versions.stream().filter(version -> version < last).toList();
    }
}
