package io.weir.metadata.mirror;

import io.weir.metadata.commit.LogContent;
import io.weir.metadata.snapshot.Snapshot;

/**
 * A version that is committed and not in the mirror.
 *
 * @param content the exact bytes of its log file
 * @param transactions whether any application ever wrote to the table
 * @param domains whether it ever had domain metadata
 */
public record UnpublishedVersion(LogContent content, Snapshot snapshot, boolean transactions, boolean domains) {

    long version() {
        return snapshot.version();
    }
}
