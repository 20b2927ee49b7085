-- The mode is what the protocol says, so that the two can never differ. Not jsonb, which would refuse what json takes.
alter table delta_table drop column mode;
alter table delta_table add column mode text not null generated always as (
    case when coalesce((protocol::json -> 'writerFeatures')::text like '%"weirGuard"%', false)
         then 'GUARDED' else 'MIRRORED' end) stored;
