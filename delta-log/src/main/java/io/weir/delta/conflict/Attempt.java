package io.weir.delta.conflict;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.FileAction;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A commit that someone wants to make.
 *
 * @param protocol of the table at the version that the commit was prepared on
 * @param metadata likewise
 */
public record Attempt(
        List<Action> actions, Reads reads, IsolationLevel isolationLevel, Protocol protocol, Metadata metadata) {

    public Attempt {
        actions = List.copyOf(actions);
    }

    /** Only adds, and nothing was read: such a commit is never in doubt about others' files. */
    public boolean isBlindAppend() {
        return !reads.readsData()
                && all(FileAction.class).findAny().isPresent()
                && all(FileAction.class).allMatch(AddFile.class::isInstance);
    }

    /** The level asked for, or {@code SNAPSHOT} if the commit has nothing but file actions that change no data. */
    IsolationLevel effectiveIsolation() {
        boolean rearranges =
                all(FileAction.class).findAny().isPresent() && actions.stream().allMatch(Attempt::changesNoData);
        return rearranges ? IsolationLevel.SNAPSHOT : isolationLevel;
    }

    private static boolean changesNoData(Action action) {
        if (action instanceof FileAction file) {
            return !file.dataChange();
        }
        return action instanceof CommitInfo
                || (action instanceof DomainMetadata domain && domain.domain().equals(RowIds.DOMAIN));
    }

    boolean has(Class<? extends Action> kind) {
        return all(kind).findAny().isPresent();
    }

    Set<SetTransaction> transactions() {
        return all(SetTransaction.class).collect(Collectors.toSet());
    }

    Set<String> applications() {
        Set<String> applications = new HashSet<>(reads.applications());
        all(SetTransaction.class).forEach(transaction -> applications.add(transaction.appId()));
        return applications;
    }

    Set<String> domains() {
        return all(DomainMetadata.class)
                .map(DomainMetadata::domain)
                .filter(domain -> !domain.equals(RowIds.DOMAIN))
                .collect(Collectors.toSet());
    }

    Set<String> removedPaths() {
        return all(RemoveFile.class).map(RemoveFile::path).collect(Collectors.toSet());
    }

    <T> Stream<T> all(Class<T> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast);
    }
}
