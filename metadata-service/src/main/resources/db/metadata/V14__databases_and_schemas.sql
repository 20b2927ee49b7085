-- Databases and their schemas. A table belongs to a schema by its name: 'table' to weir.default, 'schema.table' to a schema of
-- weir, 'database.schema.table' says both; more dots are the table's own, and a name with an empty part is one part.
create table catalog_database (
    name             text        collate "C" primary key,
    comment          text        not null default '',
    properties       jsonb       not null default '{}',
    -- Whether a table's name is enough for its schema to be made.
    implicit_schemas boolean     not null,
    owner            text        not null,
    revision         bigint      not null default 0,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now()
);
create table catalog_schema (
    database_name text        collate "C" not null references catalog_database (name),
    name          text        collate "C" not null,
    comment       text        not null default '',
    properties    jsonb       not null default '{}',
    owner         text        not null,
    revision      bigint      not null default 0,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    primary key (database_name, name)
);

-- Names that say the default at length mean the same as those that do not, and are kept as these. Where both are there, the
-- longer one is kept as another name.
create function shortened(name text) returns text language sql immutable as $$
    select case
        when name ~ '^weir\.default\.[^.]+$' then substr(name, 14)
        when name ~ '^default\.[^.]+$' then substr(name, 9)
        when name ~ '^weir\.[^.]+\.[^.]+$' then substr(name, 6)
        else name end
$$;
do $$
declare
    found record;
begin
    for found in select table_id, table_uuid, name from delta_table
                 where shortened(name) <> name order by table_id loop
        update delta_table set name = case
            when dropped_at is null and exists (
                select from delta_table o where o.name = shortened(found.name) and o.dropped_at is null)
            then replace(found.name, '.', '_') || '_' || left(found.table_uuid::text, 8)
            else shortened(found.name) end
        where table_id = found.table_id;
    end loop;
end $$;
update table_import i set name = shortened(name)
where shortened(name) <> name
  and not exists (select from table_import o where o.name = shortened(i.name) and o.state <> 'SUCCEEDED');
drop function shortened(text);

alter table delta_table
    add column database_name text collate "C" not null generated always as (
        case when name ~ '^[^.]+\.[^.]+\..' then split_part(name, '.', 1) else 'weir' end) stored,
    add column schema_name text collate "C" not null generated always as (
        case when name ~ '^[^.]+\.[^.]+\..' then split_part(name, '.', 2)
             when name ~ '^[^.]+\.[^.]+$' then split_part(name, '.', 1)
             else 'default' end) stored;
alter table table_import
    add column database_name text collate "C" not null generated always as (
        case when name ~ '^[^.]+\.[^.]+\..' then split_part(name, '.', 1) else 'weir' end) stored,
    add column schema_name text collate "C" not null generated always as (
        case when name ~ '^[^.]+\.[^.]+\..' then split_part(name, '.', 2)
             when name ~ '^[^.]+\.[^.]+$' then split_part(name, '.', 1)
             else 'default' end) stored;
create index delta_table_schema on delta_table (database_name, schema_name, name) where dropped_at is null;

-- What names of tables spoke of before is there: nothing that could be written to is closed now.
insert into catalog_database (name, implicit_schemas, owner)
select database_name, database_name = 'weir', 'platform' from delta_table
union select database_name, database_name = 'weir', 'platform' from table_import
union values ('weir', true, 'platform');
insert into catalog_schema (database_name, name, owner)
select database_name, schema_name, 'platform' from delta_table
union select database_name, schema_name, 'platform' from table_import
union values ('weir', 'default', 'platform');
