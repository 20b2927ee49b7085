package io.weir.standalone.demo;

import java.util.List;

/**
 * What lineage-service knows of a demo's run.
 *
 * @param runId empty if there was no run
 * @param latestSnapshot version of the table's latest snapshot, -1 if it has none
 * @param inputs nodes with an edge to the job
 * @param outputs nodes with an edge from the job
 */
record LineageFacts(String runId, String runState, long latestSnapshot, List<String> inputs, List<String> outputs) {

    /** Topic → job → both tables. */
    boolean graphComplete() {
        return inputs.size() == 1 && outputs.size() == 2;
    }
}
