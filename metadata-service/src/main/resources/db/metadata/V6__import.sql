-- A tombstone whose file was not live here has no add, and a life of no version at all.
alter table data_file
    alter column add_action drop not null,
    drop constraint data_file_check,
    add constraint data_file_life
        check (removed_version > added_version or removed_version = added_version and add_action is null);

-- Tables that are being taken over from their log files. Rows of a table carry its table_id from the first batch on; the
-- table is there when delta_table has it, which is the import's last transaction.
create table table_import (
    table_id         bigint      primary key,
    name             text        collate "C" not null,
    location         text        collate "C" not null,
    up_to_version    bigint,
    checkpoint_only  boolean     not null,
    skip_validation  boolean     not null,
    state            text        not null default 'RUNNING' check (state in ('RUNNING', 'FAILED', 'SUCCEEDED')),
    first_version    bigint      not null,
    last_version     bigint      not null,
    from_checkpoint  text[]      not null,
    -- What is reached: null before the first batch.
    imported_version bigint,
    timestamp        bigint,
    protocol         text,
    metadata         text,
    live_files       bigint      not null default 0,
    live_bytes       bigint      not null default 0,
    live_rows        bigint      not null default 0,
    bound_slots      text        not null default '[]',
    warnings         text[]      not null default '{}',
    problem_code     text,
    problem_detail   text,
    started_at       timestamptz not null default now(),
    finished_at      timestamptz
);
create unique index table_import_name on table_import (name) where state <> 'SUCCEEDED';
create unique index table_import_location on table_import (location) where state <> 'SUCCEEDED';

-- The file actions of the batch that is being imported; empty between transactions, so nothing is lost with a crash.
create unlogged table import_file (
    table_id         bigint  not null,
    version          bigint  not null,
    added            boolean not null,
    path             text    collate "C" not null,
    deletion_vector  text    collate "C" not null,
    size             bigint  not null,
    row_count        bigint,
    data_change      boolean not null,
    partition_values text    not null,
    action           text    not null,
    deleted_at       bigint,
    lows             bytea[],
    highs            bytea[],
    without_nulls    bigint  not null,
    nulls_only       bigint  not null,
    file_key         uuid    not null
        generated always as (md5(table_id::text || ' ' || deletion_vector || ' ' || path)::uuid) stored
);
create index import_file_table on import_file (table_id);
