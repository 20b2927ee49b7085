package io.weir.metadata.commit;

import io.weir.delta.conflict.RowIds;
import io.weir.metadata.action.ActionText;
import io.weir.metadata.rowid.TrackedFiles;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Up to where the row ids of a group's tables are given, while its commits follow each other. */
final class GroupMarks {

    private final Map<Long, Long> marks = new HashMap<>();

    /** Looks up where they are before the group: one statement, or none where no table tracks its rows. */
    void look(TrackedFiles files, Collection<Long> tableIds) {
        if (!tableIds.isEmpty()) {
            marks.putAll(files.marks(tableIds));
        }
    }

    long of(long tableId) {
        return marks.getOrDefault(tableId, RowIds.NO_MARK);
    }

    /** Moves on behind a version that is made. */
    void advance(long tableId, NewVersion version) {
        version.domains().stream()
                .filter(written -> written.domain().equals(RowIds.DOMAIN))
                .forEach(written -> marks.put(tableId, RowIds.mark(ActionText.domainMetadata(written.action()))));
    }
}
