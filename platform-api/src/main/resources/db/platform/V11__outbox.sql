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
