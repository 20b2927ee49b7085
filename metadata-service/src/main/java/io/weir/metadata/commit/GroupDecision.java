package io.weir.metadata.commit;

import static java.util.stream.Collectors.toMap;

import io.weir.delta.action.AddFile;
import io.weir.delta.action.SetTransaction;
import io.weir.metadata.commit.CommitOutcome.Committed;
import io.weir.metadata.commit.CommitQueue.Waiting;
import io.weir.metadata.rowid.TrackedFiles;
import io.weir.metadata.table.TableHead;
import io.weir.support.problem.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes commits of a group in one transaction, in the order they came: two statements for all of them, a third if some
 * write transactions, another if some are to tables that track their rows, and one more for each that read a version before
 * its table's head or that others are told of. Each commit has its own version, as if it had been made alone.
 *
 * <p>Whatever goes wrong before the transaction's end undoes all of it and leaves every commit to be made alone; what is
 * refused by itself keeps no other from being made.
 */
@Component
class GroupDecision {

    private static final Logger LOG = LoggerFactory.getLogger(GroupDecision.class);

    /** From here on a commit of its own costs little more. */
    private static final int MANY = 100;

    private final Commits commits;
    private final CommitDecision decision;
    private final TrackedFiles tracked;
    private final TransactionTemplate transactions;

    GroupDecision(Commits commits, CommitDecision decision, TrackedFiles tracked, TransactionTemplate transactions) {
        this.commits = commits;
        this.decision = decision;
        this.tracked = tracked;
        this.transactions = transactions;
    }

    /** Whether a commit can be one of a group: it adds a few files, writes transactions at most, and has read no data. */
    static boolean fits(CommitAttempt attempt) {
        return attempt.actions().size() < MANY
                && attempt.actions().stream()
                        .allMatch(action -> action instanceof AddFile || action instanceof SetTransaction)
                && !attempt.read().readsData()
                && attempt.purpose() == Purpose.WRITE;
    }

    /** Answers those of the group that could be decided; leaves the others to be made alone. */
    void decide(List<Waiting> group) {
        Group decided = new Group();
        RuntimeException failure = new IllegalStateException("The transaction broke off");
        try {
            transactions.executeWithoutResult(status -> {
                decide(group, decided);
                decided.isWritten = true;
            });
            decided.isCommitted = true;
        } catch (RuntimeException failed) {
            failure = failed;
        } finally {
            answer(decided, failure);
        }
    }

    private static void answer(Group decided, RuntimeException failure) {
        if (decided.isCommitted) {
            decided.outcomes.forEach(Waiting::answer);
            decided.refusals.forEach(Waiting::fail);
        } else if (decided.isWritten) {
            // Only the transaction's end failed: it may be there all the same, so nothing may be made again.
            decided.outcomes.keySet().forEach(member -> member.fail(failure));
            decided.refusals.forEach(Waiting::fail);
        } else {
            LOG.debug("A group's commits are made one by one", failure);
        }
    }

    private void decide(List<Waiting> group, Group decided) {
        List<String> tables = group.stream()
                .map(member -> member.attempt().table())
                .distinct()
                .toList();
        List<TableHead> heads = commits.lockFree(tables);
        decided.heads.putAll(heads.stream().collect(toMap(TableHead::name, head -> head)));
        decided.applications.look(commits, group, decided.heads);
        decided.marks.look(
                tracked,
                heads.stream()
                        .filter(decision::tracksRows)
                        .map(TableHead::tableId)
                        .toList());
        for (Waiting member : group) {
            TableHead head = decided.heads.get(member.attempt().table());
            if (head != null
                    && decision.fits(member.attempt(), head)
                    && decided.applications.isFirst(head.tableId(), member.attempt())) {
                decide(member, head, decided);
            }
        }
        if (!decided.versions.isEmpty()) {
            commits.appendAll(decided.versions);
        }
    }

    private void decide(Waiting member, TableHead head, Group decided) {
        CommitAttempt attempt = member.attempt();
        try {
            decided.outcomes.put(member, decision.about(head, () -> decision.refusal(
                            attempt, head, decided.applications.latest(head.tableId()))
                    .orElseGet(() -> append(attempt, head, decided))));
        } catch (ProblemException refused) {
            decided.refusals.put(member, refused);
        }
    }

    private Committed append(CommitAttempt attempt, TableHead head, Group decided) {
        NewVersion version = decision.next(attempt, head, decided.marks);
        TableHead after = head.advanced(
                version.version(),
                version.timestamp(),
                version.slots(),
                head.totals().plus(version.addedTotals()));
        decided.versions.add(new TableVersion(head.tableId(), version, after.totals()));
        decided.marks.advance(head.tableId(), version);
        decision.announce(head, version);
        decided.heads.put(attempt.table(), after);
        return decision.committed(attempt, head, version);
    }

    /** What a group comes to, while it is decided. */
    private static final class Group {
        private final Map<String, @Nullable TableHead> heads = new LinkedHashMap<>();
        private final GroupApplications applications = new GroupApplications();
        private final GroupMarks marks = new GroupMarks();
        private final List<TableVersion> versions = new ArrayList<>();
        private final Map<Waiting, CommitOutcome> outcomes = new LinkedHashMap<>();
        private final Map<Waiting, ProblemException> refusals = new LinkedHashMap<>();
        private boolean isWritten;
        private boolean isCommitted;
    }
}
