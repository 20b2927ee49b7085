-- What is granted on an organization holds for what is in it.
create table organization (
    name text primary key,
    owner text not null,
    comment text not null,
    properties jsonb not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    revision bigint not null
);

-- A thing is in one at most; one with something in it cannot go.
create table organization_content (
    kind text not null,
    name text not null,
    organization text not null references organization (name),
    added_at timestamptz not null,
    primary key (kind, name)
);
create index organization_content_of on organization_content (organization, kind, name);
