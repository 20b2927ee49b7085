-- Tokens of callers. The secret itself is nowhere: it was shown once, and only its hash is kept.
create table api_token (
    id text primary key,
    name text not null,
    scope text not null,
    secret_hash text not null,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
-- The name of a revoked token may be given again; the log goes on to tell which was meant by its id.
create unique index api_token_name_is_taken on api_token (name) where revoked_at is null;

-- Every change that was asked for, and every call that was refused.
create table audit_entry (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    caller text not null,
    method text not null,
    path text not null,
    status integer not null,
    request_id text not null,
    address text not null
);
create index audit_entry_caller on audit_entry (caller, id);
create index audit_entry_at on audit_entry (at);
