-- What is read and written by name: streams, changelogs and tables that say where their records or rows are, and views, which are queries.
create table relation (
    name text primary key,
    -- The schema that its name says.
    database_name text not null,
    schema_name text not null,
    kind text not null check (kind in ('STREAM', 'CHANGELOG', 'TABLE', 'VIEW')),
    definition jsonb not null,
    -- Of one that is a query: what that reads. Nobody takes it away.
    reads text references relation (name),
    -- Of one that is fed by its query: what feeds it. Goes with it alone.
    pipeline text unique references pipeline (name),
    comment text not null default '',
    properties jsonb not null default '{}',
    owner text not null,
    revision bigint not null default nextval('pipeline_revision'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    check (kind <> 'VIEW' or (reads is not null and pipeline is null))
);
create index relation_schema on relation (database_name, schema_name, name);
create index relation_readers on relation (reads) where reads is not null;
create index pipeline_of_source_relation on pipeline ((definition #>> '{source,relation}'));
create index pipeline_of_target_relation on pipeline ((definition #>> '{target,relation}'));
