-- As V10: outside of a transaction, beside those who write, and anew where a build was killed.
drop index concurrently if exists run_by_job_and_state;
-- The runs of one job in one state, latest first. The state is worded otherwise than in run_by_state: see RunSearchSql.
create index concurrently run_by_job_and_state
    on run (job_id, (coalesce(end_state, case running when true then 'RUNNING' else 'NEW' end)), first_by desc, run_id desc);
