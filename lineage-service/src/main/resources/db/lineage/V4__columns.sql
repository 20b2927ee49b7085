-- Which column comes from which. A field of '' is the whole dataset: a filter or a join that every column depends on.
-- What the current facet says has the event of that facet in seen_by; what only older ones said stays for the past.
create table column_edge (
    origin              uuid not null,
    destination         uuid not null,
    facet_key           uuid not null,
    origin_dataset      uuid not null,
    origin_field        text not null,
    destination_dataset uuid not null,
    destination_field   text not null,
    first_by            uuid not null,
    seen_by             uuid not null,
    run_id              uuid,
    transformations     text,
    primary key (origin, destination, facet_key)
) with (fillfactor = 80);
create index column_edge_backwards on column_edge (destination, origin);
create index column_edge_of_origin on column_edge (origin_dataset);
create index column_edge_of_destination on column_edge (destination_dataset);
