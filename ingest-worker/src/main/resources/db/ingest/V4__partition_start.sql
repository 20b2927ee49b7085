-- Where the reading of a partition began. Decided once: who dies before its first batch must not have others decide anew.
create table partition_start (
    pipeline text not null references pipeline (name) on delete cascade,
    partition integer not null,
    first bigint not null,
    primary key (pipeline, partition)
);
