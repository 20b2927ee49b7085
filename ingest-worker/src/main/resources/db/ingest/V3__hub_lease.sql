-- Who reads a hub for a consumer group, and until when. Each new owner has a higher epoch, the broker's owner level.
create table hub_lease (
    hub text primary key,
    reader text not null,
    owner uuid not null,
    epoch bigint not null,
    held_until timestamptz not null
);
