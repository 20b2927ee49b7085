package io.weir.metadata.commit;

import static java.util.function.UnaryOperator.identity;
import static java.util.stream.Collectors.toMap;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.FileKey;
import io.weir.delta.action.RemoveFile;
import io.weir.metadata.rowid.TrackedFiles;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Lets removes say of their files what the table knows and their writer left out. Runs under the lock of the table's head. */
@Component
class BareRemoves {

    private final TrackedFiles files;

    BareRemoves(TrackedFiles files) {
        this.files = files;
    }

    /** The attempt with whole removes; those of files that are not live stay as they are. One statement where some are bare. */
    CommitAttempt complete(long tableId, CommitAttempt attempt) {
        List<RemoveFile> bare = new ActionsByKind(attempt.actions())
                .removed().stream().filter(RemoveFile::isBare).toList();
        if (bare.isEmpty()) {
            return attempt;
        }
        Map<FileKey, AddFile> live = files.live(tableId, bare).stream()
                .collect(toMap(AddFile::fileKey, identity(), (first, second) -> second));
        List<Action> whole = attempt.actions().stream()
                .map(action -> action instanceof RemoveFile remove ? complete(remove, live) : action)
                .toList();
        return attempt.withActions(whole, attempt.tags());
    }

    private static Action complete(RemoveFile remove, Map<FileKey, AddFile> live) {
        AddFile added = live.get(remove.fileKey());
        return added == null ? remove : remove.completedFrom(added);
    }
}
