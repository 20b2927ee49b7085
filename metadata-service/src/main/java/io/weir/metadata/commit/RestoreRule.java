package io.weir.metadata.commit;

import io.weir.metadata.MetadataProblem;
import io.weir.metadata.table.TableHead;
import io.weir.support.problem.ProblemException;

/**
 * Whether a table may become what it was at a version. Held against the locked head, because a vacuum says there, before it
 * looks at any file, from which version on it keeps them all.
 */
final class RestoreRule {

    /** The operation's parameter that names the version. */
    static final String VERSION = "version";

    private RestoreRule() {}

    static void require(CommitAttempt attempt, TableHead head) {
        if (attempt.purpose() == Purpose.RESTORE
                && Long.parseLong(attempt.operationParameters().getOrDefault(VERSION, "0")) < head.keptVersion()) {
            throw new ProblemException(
                            MetadataProblem.VERSION_VACUUMED,
                            "Table " + head.name() + " was vacuumed: only versions from " + head.keptVersion()
                                    + " on have all their files")
                    .with("firstVersion", head.keptVersion());
        }
    }
}
