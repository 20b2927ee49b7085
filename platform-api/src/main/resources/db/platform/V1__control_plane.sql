-- What every resource of the control plane has: an identity that survives renaming, a name, an owner, properties by
-- kind, a revision (its ETag), and two timestamps.
create table store (
    id uuid primary key,
    name text not null constraint store_name_is_taken unique,
    kind text not null,
    properties jsonb not null,
    owner text not null,
    revision bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

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
