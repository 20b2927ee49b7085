-- What happens, in the order in which it was committed: a transaction appends here last and under one advisory lock, so
-- that a reader who has seen a number has seen all below it. Kept for a while, for readers who come back.
create sequence live_sequence;

create table live_event (
    sequence bigint      primary key default nextval('live_sequence'),
    at       timestamptz not null default clock_timestamp(),
    type     text        not null,
    run_id   uuid,
    job_id   uuid,
    -- The only clients that are to see it, one a line; null for all.
    targets  text,
    data     text        not null
);

create table webhook (
    webhook_id      uuid        primary key,
    url             text        not null,
    -- Types of events, one a line; null for all.
    events          text,
    secret          text        not null,
    created_at      timestamptz not null default clock_timestamp(),
    -- The last event that was delivered or passed over.
    position        bigint      not null,
    attempts        integer     not null default 0,
    next_attempt_at timestamptz not null default clock_timestamp(),
    last_error      text,
    delivered_at    timestamptz
);
