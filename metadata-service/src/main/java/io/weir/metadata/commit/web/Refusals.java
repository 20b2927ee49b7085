package io.weir.metadata.commit.web;

import io.weir.metadata.MetadataProblem;
import io.weir.metadata.commit.CommitOutcome;
import io.weir.metadata.commit.CommitOutcome.Conflict;
import io.weir.metadata.commit.CommitOutcome.Outrun;
import io.weir.metadata.table.TableProblems;
import io.weir.support.problem.ProblemException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a commit that did not happen is answered with: who stood against it, and what to do. */
final class Refusals {

    private Refusals() {}

    static ProblemException problem(CommitOutcome outcome) {
        return TableProblems.about(
                outcome.tableId(),
                outcome instanceof Conflict conflict ? problem(conflict) : problem((Outrun) outcome));
    }

    private static ProblemException problem(Conflict conflict) {
        String reason = conflict.rule().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return new ProblemException(
                        MetadataProblem.COMMIT_CONFLICT,
                        "Version " + conflict.version() + " won: "
                                + conflict.rule().happened() + "; "
                                + conflict.rule().advice())
                .with("reason", reason)
                .with("winningVersion", conflict.version())
                .with("conflictsOn", conflict.details());
    }

    private static ProblemException problem(Outrun outrun) {
        ProblemException problem = new ProblemException(
                        MetadataProblem.TRANSACTION_CONFLICT,
                        "Application " + outrun.appId() + " is at transaction " + orNone(outrun.current())
                                + ", expected " + orNone(outrun.expected())
                                + ". Read its transaction again and go on from there.")
                .with("appId", outrun.appId());
        Long current = outrun.current();
        return current == null ? problem : problem.with("currentVersion", current);
    }

    private static String orNone(@Nullable Long version) {
        return version == null ? "none" : version.toString();
    }
}
