-- Partitions that a worker has written up to the ends to which their run drains. No watermark tells it to those who have the others
-- where the end is behind the last record: after the marker of a transaction, or where nothing came that is wanted.
create table reached_partition (
    pipeline text not null references pipeline (name) on delete cascade,
    run_id uuid not null,
    partition integer not null,
    primary key (pipeline, run_id, partition)
);
