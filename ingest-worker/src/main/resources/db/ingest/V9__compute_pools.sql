-- What pipelines run on: how many of them at once, with how much memory each, and whether at all.
create table compute_pool (
    name text primary key,
    size text not null check (size in ('SMALL', 'MEDIUM', 'LARGE')),
    min_units integer not null check (min_units >= 0),
    max_units integer not null check (max_units >= greatest(min_units, 1)),
    -- 0 is never.
    auto_suspend_minutes integer not null check (auto_suspend_minutes >= 0),
    properties jsonb not null default '{}',
    state text not null check (state in ('RUNNING', 'SUSPENDED')),
    suspended_by text check (suspended_by in ('STOP', 'IDLENESS')),
    -- When a pipeline of it last had something to do, within some seconds.
    busy_at timestamptz not null default now(),
    owner text not null,
    revision bigint not null default nextval('pipeline_revision'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check ((state = 'SUSPENDED') = (suspended_by is not null))
);

-- The pool of pipelines that name none, as all of those that are there: whatever runs, runs on.
insert into compute_pool (name, size, min_units, max_units, auto_suspend_minutes, state, owner)
values ('default', 'LARGE', 0, 10000, 0, 'RUNNING', 'platform');

alter table pipeline add column pool text not null
    generated always as (coalesce(definition ->> 'pool', 'default')) stored references compute_pool (name);
-- Since when a pipeline that is to be at work has a unit of its pool; null while it waits for one.
alter table pipeline add column placed_at timestamptz;
-- When its run was asked for: who asked first is first to have a unit.
alter table pipeline add column started_at timestamptz not null default now();
alter table pipeline add check (placed_at is null or state in ('RUNNING', 'DRAINING'));
create index pipeline_pool on pipeline (pool);

-- First answers that are given again say it, too.
update idempotency_key set body = body || '{"pool": "default"}' where jsonb_exists(body, 'source');
