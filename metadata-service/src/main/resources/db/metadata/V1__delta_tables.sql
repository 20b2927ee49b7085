-- The truth about every Delta log. Versions are half-open intervals [added_version, removed_version).

-- One row per table: the lock of its commits and the whole answer to "open". No index holds a column that a commit
-- changes, and a page keeps room, so that advancing the head stays a heap-only update.
create table delta_table (
    table_id       bigint generated always as identity primary key,
    table_uuid     uuid        not null,
    name           text        collate "C" not null,
    location       text        collate "C" not null,
    mode           text        not null default 'MIRRORED' check (mode in ('MIRRORED', 'GUARDED', 'CATALOG_MANAGED')),
    created_at     timestamptz not null,
    dropped_at     timestamptz,
    head_version   bigint      not null check (head_version >= 0),
    head_timestamp bigint      not null,
    protocol       text        not null,
    metadata       text        not null,
    live_files     bigint      not null check (live_files >= 0),
    live_bytes     bigint      not null check (live_bytes >= 0),
    live_rows      bigint      not null
) with (fillfactor = 50);

-- A dropped table leaves its name at once, and its location when its last version is published.
create unique index delta_table_name on delta_table (name) where dropped_at is null;
create unique index delta_table_location on delta_table (location);

-- Apart from the head row, so that publishing never waits for committing, nor the other way round.
create table table_mirror (
    table_id           bigint      primary key references delta_table on delete cascade,
    state              text        not null default 'ACTIVE' check (state in ('ACTIVE', 'PAUSED', 'SPLIT_BRAIN')),
    published_version  bigint      not null default -1,
    checkpoint_version bigint,
    pending_checkpoint bigint,
    next_attempt_at    timestamptz not null default now(),
    failures           integer     not null default 0,
    last_error         text
) with (fillfactor = 50);

-- From here on no foreign keys: every row is written under the lock of its table's head row, and a check per row would
-- be most of the cost of a large commit.

-- One row per version: the exact bytes of N.json, what they say in short, and the table's totals after them.
create table commit_log (
    table_id        bigint  not null,
    version         bigint  not null check (version >= 0),
    timestamp       bigint  not null,
    content         bytea   not null,
    content_bytes   integer not null,
    sha256          bytea   not null check (octet_length(sha256) = 32),
    operation       text    not null,
    read_version    bigint,
    blind_append    boolean not null,
    added_files     integer not null,
    removed_files   integer not null,
    live_files      bigint  not null,
    live_bytes      bigint  not null,
    live_rows       bigint  not null,
    job_name        text,
    run_id          uuid,
    request_id      text,
    primary key (table_id, version)
);

-- Time travel by timestamp: in-commit timestamps rise strictly with the version.
create index commit_log_timestamp on commit_log (table_id, timestamp);

-- One row per (file, deletion vector) and life; '' stands for no deletion vector.
create table data_file (
    table_id         bigint  not null,
    added_version    bigint  not null,
    removed_version  bigint,
    path             text    collate "C" not null,
    deletion_vector  text    collate "C" not null default '',
    size             bigint  not null,
    row_count        bigint,
    data_change      boolean not null,
    partition_values jsonb   not null,
    add_action       text    not null,
    remove_action    text,
    deleted_at       bigint,
    primary key (table_id, added_version, path, deletion_vector),
    check (removed_version > added_version)
);

-- What a commit looks up, and what forbids a file to live twice.
create unique index data_file_live on data_file (table_id, path, deletion_vector) where removed_version is null;
-- The listing of the head, whose cost is the live files' and not the history's.
create index data_file_head on data_file (table_id, added_version, path, deletion_vector) where removed_version is null;
-- What winners of a race removed, and the tombstones of a checkpoint.
create index data_file_removed on data_file (table_id, removed_version) where removed_version is not null;

create table table_protocol (
    table_id bigint not null,
    version  bigint not null,
    action   text   not null,
    primary key (table_id, version)
);

create table table_metadata (
    table_id bigint not null,
    version  bigint not null,
    action   text   not null,
    primary key (table_id, version)
);

-- The latest txn of each application, and each one that there ever was.
create table table_transaction (
    table_id       bigint not null,
    app_id         text   collate "C" not null,
    txn_version    bigint not null,
    last_updated   bigint,
    commit_version bigint not null,
    primary key (table_id, app_id)
) with (fillfactor = 70);

create table transaction_history (
    table_id       bigint not null,
    app_id         text   collate "C" not null,
    commit_version bigint not null,
    txn_version    bigint not null,
    last_updated   bigint,
    primary key (table_id, app_id, commit_version)
);

-- The latest configuration of each domain, and each one that there ever was.
create table table_domain (
    table_id       bigint not null,
    domain         text   collate "C" not null,
    action         text   not null,
    removed        boolean not null,
    commit_version bigint not null,
    primary key (table_id, domain)
);

create table domain_history (
    table_id       bigint not null,
    domain         text   collate "C" not null,
    commit_version bigint not null,
    action         text   not null,
    removed        boolean not null,
    primary key (table_id, domain, commit_version)
);
