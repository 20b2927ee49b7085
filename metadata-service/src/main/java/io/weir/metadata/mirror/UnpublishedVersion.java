package io.weir.metadata.mirror;

import io.weir.metadata.commit.LogContent;
import io.weir.metadata.snapshot.Snapshot;

/**
 * A version that is committed and not in the mirror.
 *
 * @param content the exact bytes of its log file
 */
public record UnpublishedVersion(LogContent content, Snapshot snapshot) {

    long version() {
        return snapshot.version();
    }
}
