-- Which files lie in which stretch of a checkpoint's Parquet file: where none of them was removed since, the next checkpoint
-- takes the bytes over. A segment is a range of the listing of a version's files, from behind one key to another.
create table checkpoint_segment (
    table_id      bigint not null,
    version       bigint not null,
    -- The Parquet file's name below the table's location.
    object        text   not null,
    after_version bigint not null,
    after_file    bigint not null,
    last_version  bigint not null,
    last_file     bigint not null,
    files         bigint not null,
    byte_offset   bigint not null,
    byte_length   bigint not null,
    -- CRC-32C of the bytes.
    checksum      bigint not null,
    primary key (table_id, version, after_version, after_file)
);
