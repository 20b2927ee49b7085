-- Which of the topics that had its name a pipeline's generation reads, by the broker's own id: sequences of one that was deleted
-- mean other records in one that is made later. Outlives the pipeline, as the watermarks do that it explains.
create table pipeline_topic (
    pipeline text not null,
    generation bigint not null,
    identity text not null,
    primary key (pipeline, generation)
);
