-- What pipelines there are and what each is doing. How far they are is known by their sinks alone.
create table pipeline (
    name text primary key,
    definition jsonb not null,
    state text not null check (state in ('CREATED', 'RUNNING', 'DRAINING', 'STOPPED', 'FAILED')),
    run_id uuid,
    -- Of a draining pipeline: the sequence before which to stop, by partition.
    ends jsonb,
    -- Of a failed one: why.
    failure text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check ((state = 'CREATED') = (run_id is null)),
    check ((state = 'DRAINING') = (ends is not null)),
    check ((state = 'FAILED') = (failure is not null))
);
create index pipeline_active on pipeline (name) where state in ('RUNNING', 'DRAINING');

-- Records that a topic did not have any more when they were wanted.
create table source_gap (
    pipeline text not null,
    partition integer not null,
    expected bigint not null,
    found bigint not null,
    recorded_at timestamptz not null default now(),
    primary key (pipeline, partition, expected)
);

-- What this service has to tell another, written in the transaction that makes it true.
create table outbox_message (
    id bigint generated always as identity primary key,
    ordering_key text not null,
    destination text not null,
    path text not null,
    body text not null,
    request_id text,
    created_at timestamptz not null default now(),
    attempts integer not null default 0,
    next_attempt_at timestamptz not null default now(),
    last_error text,
    -- Refused for good by its receiver; kept until somebody looks. Set to null to have it sent again.
    parked_at timestamptz
);
create index outbox_message_waiting on outbox_message (ordering_key, id) where parked_at is null;
create index outbox_message_parked on outbox_message (id) where parked_at is not null;
