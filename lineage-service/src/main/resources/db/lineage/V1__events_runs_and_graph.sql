-- Identities. A job's and a dataset's id is a hash of its names, so that an event can be applied without reading
-- anything first, and names of any length fit an index. An event's id is its time and a hash of its body: greater id,
-- later event. Columns that end in _by hold such an id: "who said so"; the greatest (for an end, the least) wins, which
-- makes the result independent of the order of arrival.
-- There are no foreign keys: every row below is written in the transaction of its event, and nowhere else.

create sequence event_sequence;

create table event (
    event_id     uuid        not null,
    sequence     bigint      not null default nextval('event_sequence'),
    event_time   timestamptz not null,
    received_at  timestamptz not null default clock_timestamp(),
    kind         text        not null check (kind in ('RUN', 'JOB', 'DATASET')),
    event_type   text,
    run_id       uuid,
    job_id       uuid,
    dataset_id   uuid,
    warnings     text,
    body         text        not null,
    primary key (event_id)
) partition by range (event_id);
create table event_default partition of event default;
create index event_by_run on event (run_id, event_id) where run_id is not null;
create index event_by_job on event (job_id, event_id) where job_id is not null;
create index event_by_dataset on event (dataset_id, event_id) where dataset_id is not null;
create index event_by_sequence on event (sequence);

create table job (
    job_id        uuid primary key,
    namespace     text not null,
    name          text not null,
    first_by      uuid not null,
    seen_by       uuid not null,
    latest_run_id uuid,
    latest_by     uuid
) with (fillfactor = 80);
create index job_by_name on job ((left(namespace, 200)) collate "C", (left(name, 200)) collate "C", job_id);

create table dataset (
    dataset_id uuid primary key,
    namespace  text not null,
    name       text not null,
    first_by   uuid not null,
    seen_by    uuid not null
) with (fillfactor = 80);
create index dataset_by_name on dataset ((left(namespace, 200)) collate "C", (left(name, 200)) collate "C", dataset_id);

create table run (
    run_id        uuid    primary key,
    external_id   text,
    job_id        uuid    not null,
    first_by      uuid    not null,
    seen_by       uuid    not null,
    running       boolean not null,
    started_at    timestamptz,
    end_state     text check (end_state in ('COMPLETE', 'FAIL', 'ABORT')),
    ended_at      timestamptz,
    ended_by      uuid,
    parent_run_id uuid,
    parent_by     uuid,
    snapshot_by   uuid,
    check ((end_state is null) = (ended_by is null) and (ended_at is null) = (ended_by is null))
) with (fillfactor = 80);
create index run_by_job on run (job_id, first_by desc);
create index run_by_parent on run (parent_run_id) where parent_run_id is not null;

create table run_dataset (
    run_id     uuid not null,
    role       text not null check (role in ('INPUT', 'OUTPUT')),
    dataset_id uuid not null,
    first_by   uuid not null,
    seen_by    uuid not null,
    version    text,
    version_by uuid,
    primary key (run_id, role, dataset_id)
) with (fillfactor = 80);
create index run_dataset_by_dataset on run_dataset (dataset_id, first_by);

create table edge (
    origin      uuid not null,
    destination uuid not null,
    kind        text not null check (kind in ('DATA', 'SYMLINK', 'EXPLICIT')),
    first_by    uuid not null,
    seen_by     uuid not null,
    run_id      uuid,
    primary key (origin, destination, kind)
) with (fillfactor = 80);
create index edge_backwards on edge (destination, origin);

-- Current facets. A body of null is a facet that was deleted: it stays so that an older event cannot bring it back.
create table facet (
    owner    text not null check (owner in ('JOB', 'DATASET', 'RUN', 'INPUT', 'OUTPUT')),
    owner_id uuid not null,
    name_key uuid not null,
    name     text not null,
    seen_by  uuid not null,
    body     text,
    primary key (owner_id, owner, name_key)
) with (fillfactor = 80);

create table snapshot (
    snapshot_id uuid        primary key,
    table_key   uuid        not null,
    table_name  text        not null,
    dataset_id  uuid        not null,
    uri         text        not null,
    format      text        not null,
    schema      text,
    version     bigint,
    job_name    text,
    run_id      uuid,
    created_at  timestamptz not null,
    unique (table_key, version)
);
create index snapshot_newest on snapshot (table_key, version desc nulls last, created_at desc, snapshot_id desc);

-- The first answer to each request that came with an Idempotency-Key, written in the transaction of its work.
create table idempotency_key (
    key text primary key,
    fingerprint text not null,
    created_at timestamptz not null default now(),
    status integer,
    headers jsonb,
    body jsonb
);
create index idempotency_key_created_at on idempotency_key (created_at);
