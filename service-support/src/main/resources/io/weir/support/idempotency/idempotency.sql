-- The first answer to each request that came with an Idempotency-Key, written in the transaction of its work.
create table idempotency_key (
    key text primary key,
    fingerprint text not null,
    -- Who chose the key; null where nobody has to say who they are.
    caller text,
    created_at timestamptz not null default now(),
    status integer,
    headers jsonb,
    body jsonb
);
create index idempotency_key_created_at on idempotency_key (created_at);
