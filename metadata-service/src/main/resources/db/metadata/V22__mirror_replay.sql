-- Kernel's replay of a table's mirror that is under way, or ended and was not told yet, so that a request is answered by any
-- replica. The one that does it says every few seconds that it still does, and how far it is.
create table mirror_replay (
    table_id    bigint      primary key,
    replay_id   uuid        not null,
    -- Where its first caller was told to go on: a later request that begins before it wants a new replay.
    told        bigint      not null,
    asked_at    timestamptz not null default clock_timestamp(),
    alive_at    timestamptz not null default clock_timestamp(),
    files       bigint      not null default 0,
    -- One of the two once it has ended; no differences are an empty array.
    differences text[],
    failure     text
);
