-- Jars whose methods functions are. Each version of one stays as long as a pipeline calls it, whatever was uploaded since.
create table function_source (
    name text primary key,
    bytes bigint not null,
    sha256 text not null,
    methods jsonb not null,
    comment text not null default '',
    properties jsonb not null default '{}',
    owner text not null,
    revision bigint not null default nextval('pipeline_revision'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create table function_jar (
    source text not null references function_source (name) on delete cascade,
    sha256 text not null,
    content bytea not null,
    primary key (source, sha256)
);
-- The method that a function is, as the jar has it now; null for an expression.
alter table sql_function add column java jsonb;
create index sql_function_source on sql_function ((java ->> 'source'));
