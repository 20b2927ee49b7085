package io.weir.metadata.commit;

import io.weir.delta.action.SetTransaction;
import io.weir.delta.conflict.ConflictRule;
import io.weir.metadata.commit.CommitOutcome.Conflict;
import io.weir.metadata.commit.CommitOutcome.Duplicate;
import io.weir.metadata.commit.CommitOutcome.Outrun;
import io.weir.metadata.snapshot.ApplicationTransaction;
import io.weir.metadata.table.TableHead;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an application repeats itself, or was overtaken by another instance of itself. */
record TransactionCheck(List<SetTransaction> written, List<ExpectedTransaction> expected) {

    static TransactionCheck of(CommitAttempt attempt) {
        return new TransactionCheck(
                new ActionsByKind(attempt.actions()).transactions(), attempt.expectedTransactions());
    }

    /** The applications whose transactions must be known for the check. */
    Set<String> appIds() {
        Set<String> appIds = new LinkedHashSet<>();
        written.forEach(transaction -> appIds.add(transaction.appId()));
        expected.forEach(transaction -> appIds.add(transaction.appId()));
        return appIds;
    }

    /** The applications that say nothing about what they expect: the protocol's own rule holds for them. */
    List<String> unguarded() {
        Set<String> appIds = appIds();
        expected.forEach(transaction -> appIds.remove(transaction.appId()));
        return List.copyOf(appIds);
    }

    /**
     * What ends the commit at once, if anything does.
     *
     * @param current the latest transactions of {@link #appIds()}
     * @param log tells a version's timestamp
     */
    Optional<CommitOutcome> outcome(TableHead head, Map<String, ApplicationTransaction> current, Commits log) {
        List<ApplicationTransaction> repeated = written.stream()
                .filter(transaction -> isAt(current.get(transaction.appId()), transaction.version()))
                .map(transaction -> Objects.requireNonNull(current.get(transaction.appId())))
                .toList();
        if (!repeated.isEmpty() && repeated.size() == written.size()) {
            long version = repeated.stream()
                    .mapToLong(ApplicationTransaction::commitVersion)
                    .max()
                    .orElseThrow();
            return Optional.of(repetition(head, version, log));
        }
        return outrun(head, current).or(() -> halfRepeated(head, repeated)).or(() -> repeatedLate(head, current, log));
    }

    private Optional<CommitOutcome> outrun(TableHead head, Map<String, ApplicationTransaction> current) {
        return expected.stream()
                .filter(expectation ->
                        !Objects.equals(expectation.version(), version(current.get(expectation.appId()))))
                .<CommitOutcome>map(expectation -> new Outrun(
                        head.uuid(),
                        expectation.appId(),
                        expectation.version(),
                        version(current.get(expectation.appId()))))
                .findFirst();
    }

    /** Without expectations, a transaction that lies behind the latest may be a commit of long ago, sent again. */
    private Optional<CommitOutcome> repeatedLate(
            TableHead head, Map<String, ApplicationTransaction> current, Commits log) {
        boolean behind = expected.isEmpty()
                && written.stream().anyMatch(transaction -> isBehind(transaction, current.get(transaction.appId())));
        OptionalLong version = behind ? log.versionOf(head.tableId(), written) : OptionalLong.empty();
        return version.isEmpty() ? Optional.empty() : Optional.of(repetition(head, version.getAsLong(), log));
    }

    private static CommitOutcome repetition(TableHead head, long version, Commits log) {
        return new Duplicate(head.uuid(), version, log.timestamp(head.tableId(), version));
    }

    private static boolean isBehind(SetTransaction transaction, @Nullable ApplicationTransaction current) {
        return current != null && transaction.version() < current.version();
    }

    /** Some of its transactions are there and others are not: neither a repetition nor a commit that may happen. */
    private static Optional<CommitOutcome> halfRepeated(TableHead head, List<ApplicationTransaction> repeated) {
        return repeated.stream()
                .<CommitOutcome>map(transaction -> new Conflict(
                        head.uuid(),
                        ConflictRule.TRANSACTION_CHANGED,
                        transaction.commitVersion(),
                        List.of(transaction.appId())))
                .findFirst();
    }

    private static boolean isAt(@Nullable ApplicationTransaction current, long version) {
        return current != null && current.version() == version;
    }

    private static @Nullable Long version(@Nullable ApplicationTransaction transaction) {
        return transaction == null ? null : transaction.version();
    }
}
