package io.weir.metadata.commit;

import io.weir.delta.action.Action;
import io.weir.delta.conflict.IsolationLevel;
import io.weir.delta.conflict.Reads;
import io.weir.metadata.rowid.TrackedCommit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What someone wants to commit.
 *
 * @param tableId the table that is meant, where it matters that no other has the name by now; null for whichever has it
 * @param readVersion the version that its writer read; null if it read none, and so nothing can stand against it
 * @param operationMetrics what the operation did, as its writer counted it
 * @param actions everything but commitInfo, which is this service's to write
 * @param tags what commitInfo says of the commit besides, by the names that the protocol has for it
 */
public record CommitAttempt(
        String table,
        @Nullable UUID tableId,
        @Nullable Long readVersion,
        String operation,
        Map<String, String> operationParameters,
        Map<String, String> operationMetrics,
        List<Action> actions,
        List<ExpectedTransaction> expectedTransactions,
        Reads read,
        IsolationLevel isolation,
        Origin origin,
        Purpose purpose,
        Map<String, String> tags) {

    /** The same with what its actions come to, and what is to be said of them. */
    CommitAttempt withActions(List<Action> changed, Map<String, String> told) {
        return new CommitAttempt(
                table,
                tableId,
                readVersion,
                operation,
                operationParameters,
                operationMetrics,
                changed,
                expectedTransactions,
                read,
                isolation,
                origin,
                purpose,
                told);
    }

    /** An attempt of a writer. */
    public CommitAttempt(
            String table,
            @Nullable Long readVersion,
            String operation,
            Map<String, String> operationParameters,
            List<Action> actions,
            List<ExpectedTransaction> expectedTransactions,
            Reads read,
            IsolationLevel isolation,
            Origin origin) {
        this(
                table,
                null,
                readVersion,
                operation,
                operationParameters,
                Map.of(),
                actions,
                expectedTransactions,
                read,
                isolation,
                origin,
                Purpose.WRITE,
                Map.of());
    }

    /** The same with what its writer says of the rows that it moved or changed: whether all of them kept their ids. */
    public CommitAttempt withRowIdsPreserved(boolean preserved) {
        return withActions(actions, TrackedCommit.preserved(preserved));
    }

    /** The same, of no other table than this. */
    public CommitAttempt withTable(@Nullable UUID meant) {
        return new CommitAttempt(
                table,
                meant,
                readVersion,
                operation,
                operationParameters,
                operationMetrics,
                actions,
                expectedTransactions,
                read,
                isolation,
                origin,
                purpose,
                tags);
    }

    /** The same with what its operation did. */
    public CommitAttempt withMetrics(Map<String, String> metrics) {
        return new CommitAttempt(
                table,
                tableId,
                readVersion,
                operation,
                operationParameters,
                metrics,
                actions,
                expectedTransactions,
                read,
                isolation,
                origin,
                purpose,
                tags);
    }
}
