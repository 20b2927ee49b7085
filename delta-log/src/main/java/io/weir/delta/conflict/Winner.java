package io.weir.delta.conflict;

import io.weir.delta.action.Action;
import io.weir.delta.action.AddFile;
import io.weir.delta.action.CommitInfo;
import io.weir.delta.action.RemoveFile;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A commit that was made since the version that ours was prepared on. */
public record Winner(long version, List<Action> actions) {

    public Winner {
        actions = List.copyOf(actions);
    }

    /** Whether it says of itself that it added files and read nothing. */
    boolean isBlindAppend() {
        return first(CommitInfo.class)
                .map(info -> Boolean.TRUE.equals(info.isBlindAppend()))
                .orElse(false);
    }

    Stream<AddFile> adds() {
        return all(AddFile.class);
    }

    Stream<RemoveFile> removes() {
        return all(RemoveFile.class);
    }

    <T extends Action> Optional<T> first(Class<T> kind) {
        return all(kind).findFirst();
    }

    <T extends Action> Stream<T> all(Class<T> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast);
    }
}
