package io.weir.lineage.run.jdbc;

import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.run.RunSearch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A search for runs. Only what is asked for is in its text: each condition has an index, and one that may be absent has none.
 *
 * @param text of the statement, with names for its parameters
 */
record RunSearchSql(String text, Map<String, @Nullable Object> parameters) {

    private static final String RUNS = """
            select run.run_id, namespace, name, started_at, ended_at, parent_run_id,
                   coalesce(end_state, case when running then 'RUNNING' else 'NEW' end) as state
            from run join job using (job_id)
            where true
            """;

    static RunSearchSql of(RunSearch search, @Nullable UUID after, int rows) {
        StringBuilder text = new StringBuilder(RUNS);
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        if (search.job() != null) {
            text.append(" and left(name, 200) collate \"C\" = left(:job, 200) and name = :job");
            parameters.put("job", search.job());
        }
        if (search.state() != null) {
            text.append(" and coalesce(end_state, case when running then 'RUNNING' else 'NEW' end) = :state");
            parameters.put("state", search.state().name());
        }
        if (search.since() != null) {
            text.append(" and run.first_by >= :since");
            parameters.put("since", EventIds.first(search.since()));
        }
        if (after != null) {
            text.append(" and (run.first_by, run.run_id) < (select first_by, run_id from run where run_id = :after)");
            parameters.put("after", after);
        }
        parameters.put("limit", rows);
        return new RunSearchSql(
                text.append(" order by run.first_by desc, run.run_id desc limit :limit")
                        .toString(),
                parameters);
    }
}
