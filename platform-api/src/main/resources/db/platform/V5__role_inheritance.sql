-- Which roles each role was granted: who has the one has the other too. The gateway lets no role come to have itself.
create table role_role (
    -- Whoever has this one …
    role_name text not null references access_role (name) on delete cascade,
    -- … has this one, which cannot go meanwhile.
    granted_role text not null references access_role (name),
    primary key (role_name, granted_role),
    constraint role_role_is_another check (role_name <> granted_role)
);
create index role_role_granted on role_role (granted_role);
