-- What the watermarks count that targets hold under a pipeline's name: records of this topic, as rows of these tables. Outlives
-- the pipeline, as its generation does: one that is made anew under its name with another place begins another generation.
create table pipeline_place (
    pipeline text primary key,
    place jsonb not null
);
insert into pipeline_place
select name, jsonb_strip_nulls(jsonb_build_object(
    'store', definition -> 'source' -> 'store', 'topic', definition -> 'source' -> 'topic', 'target', definition -> 'target'))
from pipeline;
