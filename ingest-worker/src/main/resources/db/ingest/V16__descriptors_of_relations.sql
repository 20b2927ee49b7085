-- The descriptor source that the records of a relation are read by: it stays as long as the relation does.
create index relation_descriptors on relation ((definition #>> '{shape,protobuf,source}'));
