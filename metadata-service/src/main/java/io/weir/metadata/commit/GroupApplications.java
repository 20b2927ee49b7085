package io.weir.metadata.commit;

import io.weir.metadata.commit.CommitQueue.Waiting;
import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.table.TableHead;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The applications whose transactions the commits of a group write or wait for. One that two commits of a table name is
 * left to the first of them: what it comes to for the other can be told only when the first is made.
 */
final class GroupApplications {

    private final Map<Long, Set<String>> named = new HashMap<>();
    private Map<Long, Map<String, ApplicationTransaction>> latest = Map.of();

    /** Looks up how far the applications have written: one statement, or none where there are no applications. */
    void look(Commits commits, List<Waiting> group, Map<String, @Nullable TableHead> heads) {
        Map<Long, Set<String>> asked = new HashMap<>();
        for (Waiting member : group) {
            TableHead head = heads.get(member.attempt().table());
            Set<String> appIds = TransactionCheck.of(member.attempt()).appIds();
            if (head != null && !appIds.isEmpty()) {
                asked.computeIfAbsent(head.tableId(), table -> new HashSet<>()).addAll(appIds);
            }
        }
        if (!asked.isEmpty()) {
            latest = commits.transactions(asked);
        }
    }

    /** How far a table's applications had written before the group. */
    Map<String, ApplicationTransaction> latest(long tableId) {
        return latest.getOrDefault(tableId, Map.of());
    }

    /** Whether no commit before this one named one of its applications; those are named now. */
    boolean isFirst(long tableId, CommitAttempt attempt) {
        Set<String> appIds = TransactionCheck.of(attempt).appIds();
        Set<String> before = named.computeIfAbsent(tableId, table -> new HashSet<>());
        boolean first = Collections.disjoint(before, appIds);
        before.addAll(appIds);
        return first;
    }
}
