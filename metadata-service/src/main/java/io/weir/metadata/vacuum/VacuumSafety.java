package io.weir.metadata.vacuum;

import static io.weir.delta.LogFileNames.LOG_FOLDER;

import io.weir.delta.LogFileNames;
import io.weir.delta.action.Protocol;
import io.weir.delta.log.LogListing;
import io.weir.delta.storage.StoredFolders;
import io.weir.metadata.MetadataProblem;
import io.weir.metadata.table.TableFeatures;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Whether Postgres can say of every file if it is needed. If it cannot, none is deleted. */
@Component
class VacuumSafety {

    private final Vacuums vacuums;

    VacuumSafety(Vacuums vacuums) {
        this.vacuums = vacuums;
    }

    /**
     * Refuses a table with features that are not understood here, for readers or writers: each may bring files that no add,
     * remove, vector or change names. The protocol asks for no less of a table with {@code vacuumProtocolCheck}.
     */
    static void requireUnderstood(Protocol protocol) {
        List<String> unknown = Stream.concat(
                        TableFeatures.unreadable(protocol).stream(), TableFeatures.unwritable(protocol).stream())
                .distinct()
                .sorted()
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(
                            MetadataProblem.UNSUPPORTED_FEATURE,
                            "Nothing is deleted from a table whose features are not all understood: " + unknown)
                    .with("features", unknown);
        }
    }

    /**
     * Refuses a table whose log has versions that Postgres does not know: their files would all look as if nothing needed
     * them. Looks at all that the log has behind what is published, which is empty but where the mirror is at work. A hint such
     * as {@code _last_checkpoint} is not asked: what it does not tell would be deleted.
     */
    void requireNoForeignCommits(Vacuum vacuum, StoredFolders objects) throws IOException {
        long published = vacuums.publishedVersion(vacuum.tableId());
        for (long version : LogListing.commitsFrom(objects, published + 1).keySet()) {
            Optional<byte[]> expected = vacuums.content(vacuum.tableId(), version);
            Optional<byte[]> found = objects.get(LOG_FOLDER + "/" + LogFileNames.commit(version));
            boolean own = expected.isPresent() && (found.isEmpty() || Arrays.equals(expected.get(), found.get()));
            if (!own) {
                throw new ProblemException(
                        MetadataProblem.FOREIGN_COMMITS,
                        "Version " + version + " in the log of table " + vacuum.table()
                                + " is another writer's; nobody here knows its files, so nothing is deleted");
            }
        }
    }
}
