package io.weir.metadata.commit;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddCdcFile;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.DomainMetadata;
import io.weir.delta.action.FileAction;
import io.weir.delta.action.Metadata;
import io.weir.delta.action.Protocol;
import io.weir.delta.action.RemoveFile;
import io.weir.delta.action.SetTransaction;
import io.weir.delta.conflict.RowIds;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The actions of a commit, sorted out. */
record ActionsByKind(List<Action> actions) {

    <T extends Action> List<T> all(Class<T> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    List<AddFile> added() {
        return all(AddFile.class);
    }

    List<RemoveFile> removed() {
        return all(RemoveFile.class);
    }

    List<SetTransaction> transactions() {
        return all(SetTransaction.class);
    }

    List<DomainMetadata> domains() {
        return all(DomainMetadata.class);
    }

    @Nullable
    Metadata metadata() {
        return all(Metadata.class).stream().findFirst().orElse(null);
    }

    @Nullable
    Protocol protocol() {
        return all(Protocol.class).stream().findFirst().orElse(null);
    }

    /** Whether all that happens to files is that some are added. */
    boolean onlyAddsFiles() {
        return !added().isEmpty()
                && fileActions().allMatch(AddFile.class::isInstance)
                && all(AddCdcFile.class).isEmpty();
    }

    /** Whether all that happens is that files change and rows do not: compaction and its like, which may use up row ids. */
    boolean onlyRearranges() {
        return actions.stream()
                .allMatch(action -> action instanceof FileAction file ? !file.dataChange() : RowIds.isMark(action));
    }

    private Stream<FileAction> fileActions() {
        return actions.stream().filter(FileAction.class::isInstance).map(FileAction.class::cast);
    }
}
