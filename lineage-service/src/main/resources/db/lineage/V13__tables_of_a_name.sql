-- Tables that had a name one after the other: which snapshots of the name are whose. The first one's key is that of the
-- name, under which snapshots lie that do not tell their table; so the version before finds them there.
create table table_of_name (
    name_key  uuid not null,
    table_id  uuid not null,
    table_key uuid not null unique,
    primary key (name_key, table_id)
);
