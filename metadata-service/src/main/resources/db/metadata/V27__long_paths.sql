-- Files of a vacuum's list whose paths no index holds, found by a digest. Apart from the others, so that a replica of the version
-- before, which leaves such files alone, meets none of them.
create table vacuum_long_file (
    table_id bigint not null,
    path     text   collate "C" not null,
    path_key uuid   not null generated always as (md5(path)::uuid) stored,
    size     bigint not null,
    primary key (table_id, path_key)
);
