-- What protoc says of messages, as it was uploaded. A pipeline's definition has what it needs of one, as it was when the pipeline was
-- last made, changed or started.
create table descriptor_source (
    name text primary key,
    content bytea not null,
    sha256 text not null,
    messages jsonb not null,
    comment text not null default '',
    properties jsonb not null default '{}',
    owner text not null,
    revision bigint not null default nextval('pipeline_revision'),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
);
create index pipeline_descriptors on pipeline ((definition -> 'protobuf' ->> 'source'));
