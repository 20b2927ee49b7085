-- As pipeline_topic, of the topic that a pipeline joins with its own.
create table pipeline_joined_topic (
    pipeline text not null,
    generation bigint not null,
    identity text not null,
    primary key (pipeline, generation)
);
