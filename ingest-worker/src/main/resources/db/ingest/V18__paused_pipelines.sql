-- A pipeline that is paused stands as stopped, with the run in which it was paused: a worker of the version before, which knows
-- of no pause, leaves it alone, and a run that it begins is none that is paused.
alter table pipeline add column paused_run uuid;
-- Of one that was paused while it drained: the sequence before which to stop, by partition.
alter table pipeline add column paused_ends jsonb;
-- What it does, as the API has it.
alter table pipeline add column doing text not null generated always as (
    case when state = 'STOPPED' and paused_run = run_id then 'PAUSED' else state end) stored;
