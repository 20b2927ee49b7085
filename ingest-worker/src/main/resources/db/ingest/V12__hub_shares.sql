-- Who reads a hub for a consumer group now, each a process or a session of one; older ones come first where partitions do not
-- divide evenly.
create table hub_member (
    hub text,
    member uuid,
    reader text not null,
    joined bigint generated always as identity,
    held_until timestamptz not null,
    primary key (hub, member)
);

-- Which of them has which partition, and until when. Each new owner has a higher epoch, the broker's owner level. What is in
-- hub_lease of hubs was held by processes of before: its epochs are exceeded, and what it still holds is waited for.
create table hub_partition (
    hub text,
    partition integer,
    owner uuid not null,
    epoch bigint not null,
    held_until timestamptz not null,
    primary key (hub, partition)
);
