package io.weir.lineage.graph;

import io.weir.lineage.openlineage.EntityName;
import java.util.List;

/**
 * What breaks if something goes.
 *
 * @param nodeId what goes
 * @param columns ids of columns that come from it, near or far
 * @param datasets that come from it, near or far
 * @param jobs that read it, or something that comes from it, and write what comes from it
 * @param possibleJobs that read it, or something that comes from it, and do not tell which columns they use; and those
 *     that wait for a job that breaks, or may
 * @param truncated whether there is more within the depth that was asked for
 */
public record Impact(
        String nodeId,
        List<String> columns,
        List<EntityName> datasets,
        List<EntityName> jobs,
        List<EntityName> possibleJobs,
        boolean truncated) {}
