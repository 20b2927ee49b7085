-- Values that the platform keeps for others. What is here is sealed: without the keys, which are elsewhere, it says nothing.
create table secret (
    id uuid primary key,
    name text not null constraint secret_name_is_taken unique,
    owner text not null,
    -- Names the key that sealed it, which is not in this database.
    key_id text not null,
    sealed bytea not null,
    revision bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index secret_key on secret (key_id, name);
