-- How often topics were changed by this platform: a broker has no way to change one only if nobody else did.
create table topic_change (
    store_id uuid not null references store (id) on delete cascade,
    topic text not null,
    number bigint not null,
    primary key (store_id, topic)
);
