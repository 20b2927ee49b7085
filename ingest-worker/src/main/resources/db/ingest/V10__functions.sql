-- Expressions of their parameters that transforms call by name. A pipeline's definition has those that it calls as they were when it
-- was last made, changed or started.
create table sql_function (
    name text primary key,
    parameters jsonb not null,
    body text not null,
    comment text not null default '',
    properties jsonb not null default '{}',
    owner text not null,
    revision bigint not null default nextval('pipeline_revision'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index pipeline_functions on pipeline using gin ((definition -> 'functions') jsonb_path_ops);

-- First answers that are given again say it, too.
update idempotency_key set body = body || '{"functions": []}' where jsonb_exists(body, 'source');
