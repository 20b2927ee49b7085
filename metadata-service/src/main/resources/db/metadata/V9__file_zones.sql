-- Between which values the columns of many files lie: a plan looks only at files of zones that its condition may be true in.
-- A zone is a range of the listing of a table's files, from behind one key to another; each begins where one ended, and
-- there are none behind the first gap. It holds for the files that were live when it was made: in its range none can come.
create table file_zone (
    table_id      bigint not null,
    after_version bigint not null,
    after_file    bigint not null,
    last_version  bigint not null,
    last_file     bigint not null,
    -- As in data_file, of all files together.
    lows          bytea[] not null,
    highs         bytea[] not null,
    without_nulls bigint not null,
    nulls_only    bigint not null,
    primary key (table_id, after_version, after_file)
);
