package io.weir.lineage.run.jdbc;

import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.run.RunSearch;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A page of runs, latest first. Only what is asked for is in its text: a job, a state, and both together have an index each that
 * holds the order, too, so that about as many runs are read as are on the page.
 *
 * @param text of the statement, with names for its parameters
 */
record RunSearchSql(String text, Map<String, Object> parameters) {

    /** The state is worded as in the index {@code run_by_state}, which counts only so. */
    private static final String STATE = "coalesce(end_state, case when running then 'RUNNING' else 'NEW' end)";

    /**
     * The same, worded as in the index {@code run_by_job_and_state} and in no other: else a planner that thinks a state frequent walks
     * through the runs of all jobs in it.
     */
    private static final String STATE_OF_JOB =
            "coalesce(end_state, case running when true then 'RUNNING' else 'NEW' end)";

    private static final String PAGE = """
            select run_id, first_by, job_id, started_at, ended_at, parent_run_id, %s as state
            from run
            where true""".formatted(STATE);

    private static final String LATEST_FIRST = " order by first_by desc, run_id desc limit :limit";

    /**
     * As in the index {@code run_by_time}, and in no other. No run lacks these columns, so that the order is the same; but a planner
     * that thinks a job or a state frequent cannot walk through the runs of all for those few.
     */
    private static final String LATEST_OF_ALL_FIRST =
            " order by first_by desc nulls last, run_id desc nulls last limit :limit";

    private static final String RUNS =
            "select run_id, page.first_by, namespace, name, started_at, ended_at, parent_run_id, state from ";

    private static final String AS_ON_PAGE = " order by page.first_by desc, run_id desc";

    static RunSearchSql of(RunSearch search, @Nullable RunPosition after, int rows) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String page = PAGE + conditions(search, parameters) + begin(after, parameters);
        parameters.put("limit", rows);
        String job = search.job();
        if (job == null) {
            return new RunSearchSql(
                    withJobs(page + (search.state() == null ? LATEST_OF_ALL_FIRST : LATEST_FIRST)), parameters);
        }
        parameters.put("job", job);
        // Few jobs have one name: a page of each is read, not all their runs.
        String text = RUNS + "job cross join lateral (" + page + " and run.job_id = job.job_id" + LATEST_FIRST
                + ") page where left(name, 200) collate \"C\" = left(:job, 200) and name = :job" + AS_ON_PAGE
                + " limit :limit";
        return new RunSearchSql(text, parameters);
    }

    /** @param passedOver how many are left out before the page begins */
    static RunSearchSql ofJob(UUID job, @Nullable RunPosition after, int rows, int passedOver) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        String page = PAGE + " and job_id = :job" + begin(after, parameters) + LATEST_FIRST + " offset :passed";
        parameters.put("job", job);
        parameters.put("limit", rows);
        parameters.put("passed", passedOver);
        return new RunSearchSql(withJobs(page), parameters);
    }

    private static String withJobs(String page) {
        return RUNS + "(" + page + ") page join job using (job_id)" + AS_ON_PAGE;
    }

    private static String conditions(RunSearch search, Map<String, Object> parameters) {
        StringBuilder text = new StringBuilder();
        if (search.state() != null) {
            text.append(" and ")
                    .append(search.job() == null ? STATE : STATE_OF_JOB)
                    .append(" = :state");
            parameters.put("state", search.state().name());
        }
        if (search.since() != null) {
            text.append(" and first_by >= :since");
            parameters.put("since", EventIds.first(search.since()));
        }
        return text.toString();
    }

    private static String begin(@Nullable RunPosition after, Map<String, Object> parameters) {
        if (after == null) {
            return "";
        }
        parameters.put("afterFirst", after.firstBy());
        parameters.put("afterRun", after.runId());
        return " and (first_by, run_id) < (:afterFirst, :afterRun)";
    }
}
