-- Outside of a transaction: replicas of the version before go on writing while these are built. A build that was killed leaves
-- an index that is of no use, and this is run again.
drop index concurrently if exists run_by_time;
-- The runs of all jobs, latest first. In an order that no list of some of them asks for: see RunSearchSql.
create index concurrently run_by_time on run (first_by desc nulls last, run_id desc nulls last);
drop index concurrently if exists run_by_state;
-- Those in a state, which statements word as it is worded here.
create index concurrently run_by_state
    on run ((coalesce(end_state, case when running then 'RUNNING' else 'NEW' end)), first_by desc, run_id desc);
