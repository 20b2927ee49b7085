package io.weir.delta.conflict;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides whether a commit that was prepared on one version can be made behind later ones. The rules and their order are
 * those of the protocol's reference writer. Linear in the number of actions of the commit and of the winners.
 */
public final class ConflictRules {

    private final Attempt attempt;
    private final List<ReadPredicate> predicates;

    private ConflictRules(Attempt attempt) {
        this.attempt = attempt;
        this.predicates = attempt.reads().predicates().stream()
                .map(predicate -> ReadPredicate.parse(predicate, attempt.metadata()))
                .toList();
    }

    /**
     * The commit's fate.
     *
     * @param winners every commit since the version that ours was prepared on, in the order of versions
     */
    public static Resolution resolve(Attempt attempt, List<Winner> winners) {
        Protocol protocol = attempt.protocol();
        Metadata metadata = attempt.metadata();
        Attempt moved = attempt;
        ConflictRules rules = new ConflictRules(attempt);
        for (Winner winner : winners) {
            Optional<Resolution> end = rules.firstRefusal(winner, protocol, metadata);
            if (end.isPresent()) {
                return end.get();
            }
            protocol = winner.first(Protocol.class).orElse(protocol);
            metadata = winner.first(Metadata.class).orElse(metadata);
            Optional<List<Action>> actions = behind(winner, moved);
            if (actions.isEmpty()) {
                return Resolution.Conflict.of(ConflictRule.ROW_TRACKING, winner, List.of());
            }
            moved = new Attempt(actions.get(), attempt.reads(), attempt.isolationLevel(), protocol, metadata);
        }
        return new Resolution.Rebase(moved.actions(), protocol, metadata);
    }

    private Optional<Resolution> firstRefusal(Winner winner, Protocol protocol, Metadata metadata) {
        if (protocolConflicts(winner, protocol)) {
            return refusal(ConflictRule.PROTOCOL_CHANGED, winner);
        }
        if (metadataConflicts(winner, metadata)) {
            return refusal(ConflictRule.METADATA_CHANGED, winner);
        }
        if (winner.all(DomainMetadata.class).map(DomainMetadata::domain).anyMatch(attempt.domains()::contains)) {
            return refusal(ConflictRule.DOMAIN_METADATA_CHANGED, winner);
        }
        return transactions(winner)
                .or(() -> files(ConflictRule.CONCURRENT_APPEND, winner, concurrentAppends(winner)))
                .or(() -> files(ConflictRule.DELETE_READ, winner, removedReads(winner)))
                .or(() -> files(ConflictRule.DELETE_DELETE, winner, removedTwice(winner)));
    }

    private boolean protocolConflicts(Winner winner, Protocol before) {
        return winner.first(Protocol.class)
                .map(after -> attempt.has(Protocol.class) || ProtocolFeatures.dropped(before, after))
                .orElse(false);
    }

    private boolean metadataConflicts(Winner winner, Metadata before) {
        return winner.first(Metadata.class)
                .map(after -> attempt.has(Metadata.class) || !new MetadataChange(before, after).isHarmless())
                .orElse(false);
    }

    private Optional<Resolution> transactions(Winner winner) {
        Set<String> ours = attempt.applications();
        List<SetTransaction> theirs = winner.all(SetTransaction.class).toList();
        if (theirs.stream().map(SetTransaction::appId).noneMatch(ours::contains)) {
            return Optional.empty();
        }
        Set<SetTransaction> written = attempt.transactions();
        boolean same = !written.isEmpty()
                && written.stream().allMatch(mine -> theirs.stream()
                        .anyMatch(other -> other.appId().equals(mine.appId()) && other.version() == mine.version()));
        return same
                ? Optional.of(new Resolution.Duplicate(winner.version()))
                : refusal(ConflictRule.TRANSACTION_CHANGED, winner);
    }

    private Stream<String> concurrentAppends(Winner winner) {
        boolean asked =
                switch (attempt.effectiveIsolation()) {
                    case SERIALIZABLE -> true;
                    case WRITE_SERIALIZABLE -> !winner.isBlindAppend() || attempt.has(Metadata.class);
                    case SNAPSHOT -> false;
                };
        return asked
                ? winner.adds()
                        .filter(add -> attempt.reads().wholeTable()
                                || predicates.stream().anyMatch(predicate -> predicate.canMatch(add)))
                        .map(AddFile::path)
                : Stream.empty();
    }

    /** A file that a condition is true of was read even where the reader did not name it. */
    private Stream<String> removedReads(Winner winner) {
        Reads reads = attempt.reads();
        return winner.removes()
                .filter(remove -> reads.wholeTable()
                        || reads.files().contains(remove.path())
                        || (reads.files().isEmpty()
                                && predicates.stream().anyMatch(predicate -> predicate.canMatch(remove))))
                .map(RemoveFile::path);
    }

    private Stream<String> removedTwice(Winner winner) {
        Set<String> ours = attempt.removedPaths();
        return winner.removes().map(RemoveFile::path).filter(ours::contains);
    }

    /** Our actions with row ids and timestamp behind the winner's; empty if the row ids cannot be moved. */
    private static Optional<List<Action>> behind(Winner winner, Attempt ours) {
        OptionalLong mark = RowIds.highWaterMark(winner);
        Optional<List<Action>> moved =
                mark.isPresent() ? RowIds.moveBehind(mark.getAsLong(), ours) : Optional.of(ours.actions());
        Long theirTime = winner.first(CommitInfo.class)
                .map(CommitInfo::inCommitTimestamp)
                .orElse(null);
        return theirTime == null
                ? moved
                : moved.map(actions ->
                        actions.stream().map(action -> later(action, theirTime)).toList());
    }

    private static Action later(Action action, long than) {
        return action instanceof CommitInfo info && info.inCommitTimestamp() != null && info.inCommitTimestamp() <= than
                ? info.withInCommitTimestamp(than + 1)
                : action;
    }

    private static Optional<Resolution> refusal(ConflictRule rule, Winner winner) {
        return Optional.of(Resolution.Conflict.of(rule, winner, List.of()));
    }

    private static Optional<Resolution> files(ConflictRule rule, Winner winner, Stream<String> paths) {
        List<String> files = paths.limit(Resolution.Conflict.MOST_FILES).toList();
        return files.isEmpty() ? Optional.empty() : Optional.of(Resolution.Conflict.of(rule, winner, files));
    }
}
