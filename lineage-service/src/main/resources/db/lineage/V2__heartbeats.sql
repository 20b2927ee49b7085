-- Signs of life of runs that have not ended, by the database's clock. A run is watched from its start through the run
-- routes, or from its first heartbeat; a run without a row here is never taken for lost.
create table heartbeat (
    run_id   uuid        primary key,
    alive_at timestamptz not null default clock_timestamp(),
    lost_at  timestamptz
) with (fillfactor = 70);

create table job_setting (
    job_id                    uuid primary key,
    heartbeat_timeout_seconds integer check (heartbeat_timeout_seconds > 0)
);
