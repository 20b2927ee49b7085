-- Which reading of its topic a pipeline is in: of all partitions, and of those that were reset by themselves. Outlives the
-- pipeline, since what its targets hold under its name does.
create table pipeline_generation (
    pipeline text primary key,
    whole bigint not null,
    partitions jsonb not null
);

-- Where a reading begins is decided once for each of them: who still works on an earlier one decides nothing for the next.
alter table partition_start add column generation bigint not null default 0;
alter table partition_start drop constraint partition_start_pkey;
alter table partition_start add primary key (pipeline, partition, generation);

-- What a change of a pipeline compares. From a sequence: a pipeline of the same name that is made anew has another one.
create sequence pipeline_revision;
alter table pipeline add column revision bigint not null default nextval('pipeline_revision');
