-- One role and one schema for each service in the current database; no role sees anything of another's.
-- Run it as the owner of the database with CREATEROLE (or a superuser), before the first start and again whenever a
-- password shall change; repeating it changes nothing else.
--   psql -v metadata_password=... -v ingest_password=... -v lineage_password=... -v platform_password=... -f roles.sql
\set ON_ERROR_STOP on
begin;

select set_config('weir.password_of_metadata', :'metadata_password', true) is not null as metadata,
       set_config('weir.password_of_ingest', :'ingest_password', true) is not null as ingest,
       set_config('weir.password_of_lineage', :'lineage_password', true) is not null as lineage,
       set_config('weir.password_of_platform', :'platform_password', true) is not null as platform;

do $$
declare
    service text;
    role_name text;
    password text;
    is_superuser boolean := (select rolsuper from pg_roles where rolname = current_user);
begin
    execute format('revoke all on database %I from public', current_database());
    revoke all on schema public from public;
    foreach service in array array['metadata', 'ingest', 'lineage', 'platform'] loop
        role_name := 'weir_' || service;
        password := current_setting('weir.password_of_' || service);
        if length(password) < 16 then
            raise exception 'the password of % has fewer than 16 characters', role_name;
        end if;
        if not exists (select from pg_roles where rolname = role_name) then
            execute format('create role %I', role_name);
        end if;
        execute format('alter role %I login nocreatedb nocreaterole password %L', role_name, password);
        execute format('alter role %I in database %I set search_path = %I', role_name, current_database(), service);
        execute format('grant connect on database %I to %I', current_database(), role_name);
        -- An administrator who is no superuser makes a schema for a role only as one of its members.
        if not is_superuser then
            execute format('grant %I to %I', role_name, current_user);
        end if;
        execute format('create schema if not exists %I authorization %I', service, role_name);
        if not is_superuser then
            execute format('revoke %I from %I', role_name, current_user);
        end if;
    end loop;
end
$$;

commit;
