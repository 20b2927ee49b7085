-- From which version on all files are kept: those that only earlier ones need may be gone.
alter table delta_table add column kept_version bigint not null default 0;

-- What took files away, who wanted it, and what came of it. One that is not finished is gone on with by whoever finds it.
create table table_vacuum (
    vacuum_id      uuid        primary key,
    table_id       bigint      not null references delta_table on delete cascade,
    dry_run        boolean     not null,
    retain_hours   bigint      not null,
    -- Milliseconds since 1970: what was written or needed since then is kept.
    cutoff         bigint      not null,
    ordered_by     text,
    request_id     text,
    ordered_at     timestamptz not null default now(),
    state          text        not null default 'LISTING'
        check (state in ('LISTING', 'MATCHING', 'DELETING', 'SUCCEEDED', 'FAILED')),
    -- Where the listing of the store goes on.
    listed_after   text        collate "C" not null default '',
    listed_files   bigint      not null default 0,
    kept_version   bigint,
    -- Commits up to this version were asked whether they need a file.
    matched_version bigint     not null default -1,
    found_files    bigint,
    found_bytes    bigint,
    deleted_files  bigint      not null default 0,
    deleted_bytes  bigint      not null default 0,
    problem_code   text,
    problem_detail text,
    finished_at    timestamptz
);
create unique index table_vacuum_unfinished on table_vacuum (table_id) where finished_at is null;
create index table_vacuum_history on table_vacuum (table_id, ordered_at);

-- Files that the latest vacuum of a table found and that no version needs; before it has matched them, all that are old enough.
create table vacuum_file (
    table_id bigint not null,
    path     text   collate "C" not null,
    size     bigint not null,
    primary key (table_id, path)
);

-- Files that a row names with their place, which may be in another table's folder (shallow clones): few, in most catalogs none.
create index data_file_absolute on data_file (table_id)
    where path like '/%' or path like '%:/%' or deletion_vector like 'p%';
