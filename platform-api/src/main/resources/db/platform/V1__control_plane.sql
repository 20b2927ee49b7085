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
