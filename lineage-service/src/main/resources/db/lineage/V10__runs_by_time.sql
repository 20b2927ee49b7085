-- The runs of all jobs, latest first.
create index run_by_time on run (first_by desc, run_id desc);
