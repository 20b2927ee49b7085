package io.weir.ingest.relation;

import io.weir.ingest.pipeline.DryRun;

/** Looks into Delta tables. */
public interface RowsOfTables {

    /**
     * Some rows of a table as it is now, in no order.
     *
     * @param most of them
     * @throws io.weir.support.problem.ProblemException 422 where there is no such table, or nobody can read it here; 503 where its
     *     service does not answer
     */
    DryRun sample(String table, int most);
}
