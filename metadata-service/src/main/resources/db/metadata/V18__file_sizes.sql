-- The small files of a table's head, the smallest first: what they cost to find does not depend on how many others there are.
create index data_file_size on data_file (table_id, size, added_version, file_id) where removed_version is null;
