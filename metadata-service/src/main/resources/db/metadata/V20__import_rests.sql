-- An import that the store or PostgreSQL failed goes on by itself: how often in a row it failed, and when it is tried again.
alter table table_import
    add column failures integer not null default 0,
    add column next_attempt_at timestamptz;
