-- The runs of all jobs, latest first. In an order that no list of some of them asks for: see RunSearchSql.
create index run_by_time on run (first_by desc nulls last, run_id desc nulls last);
-- Those in a state, which statements word as it is worded here.
create index run_by_state
    on run ((coalesce(end_state, case when running then 'RUNNING' else 'NEW' end)), first_by desc, run_id desc);
