create table access_role (
    name text primary key,
    description text not null,
    created_by text not null,
    created_at timestamptz not null
);

create table platform_user (
    name text primary key,
    created_by text not null,
    created_at timestamptz not null,
    revision bigint not null
);

-- A role that somebody has cannot go; who goes has no roles any more.
create table user_role (
    user_name text not null references platform_user (name) on delete cascade,
    role_name text not null references access_role (name),
    primary key (user_name, role_name)
);
create index user_role_role on user_role (role_name);

create table role_grant (
    id bigint generated always as identity primary key,
    role_name text not null references access_role (name) on delete cascade,
    privilege text not null,
    kind text not null,
    name text not null,
    with_grant_option boolean not null,
    granted_by text not null,
    granted_at timestamptz not null,
    constraint role_grant_is_there unique (role_name, privilege, kind, name)
);

-- Whose token it is; null where it is nobody's, and its scope alone bounds it. No reference: revoked tokens outlive users,
-- and a token of a user who is gone opens nothing.
alter table api_token add column user_name text;
