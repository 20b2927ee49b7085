package io.weir.lineage.intake;

import io.weir.lineage.openlineage.NodeName;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What events say about a job or a dataset.
 *
 * @param firstBy the earliest event that names it
 * @param seenBy the latest event that names it
 * @param latestRun the run of the latest run event of a job
 * @param latestBy that event
 * @param owner who sent the earliest event about a job itself that says who did
 */
public record NodeChange(
        NodeName node,
        UUID key,
        UUID firstBy,
        UUID seenBy,
        @Nullable UUID latestRun,
        @Nullable UUID latestBy,
        @Nullable String owner) {

    static NodeChange seen(NodeName node, UUID by, @Nullable UUID run) {
        return new NodeChange(node, node.key(), by, by, run, run == null ? null : by, null);
    }

    /** A job that is not only named, but told of. */
    NodeChange sentBy(@Nullable String sender) {
        return new NodeChange(node, key, firstBy, seenBy, latestRun, latestBy, sender);
    }

    /** A job whose run another run names as its parent. */
    static NodeChange mentioned(NodeName job, UUID by, UUID run, UUID hearsay) {
        return new NodeChange(job, job.key(), by, by, run, hearsay, null);
    }

    NodeChange merge(NodeChange other) {
        return new NodeChange(
                node,
                key,
                Latest.least(firstBy, other.firstBy),
                Latest.greatest(seenBy, other.seenBy),
                Latest.isLater(latestBy, other.latestBy) ? latestRun : other.latestRun,
                Latest.greatestOf(latestBy, other.latestBy),
                owner == null ? other.owner : owner);
    }
}
