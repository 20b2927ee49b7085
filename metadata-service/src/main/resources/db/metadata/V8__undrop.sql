-- Until when a dropped table is kept; what was dropped before goes as soon as it is published, as it did.
alter table delta_table
    add column purge_at timestamptz,
    add constraint delta_table_purge check (purge_at is null or dropped_at is not null);
update delta_table set purge_at = dropped_at where dropped_at is not null;
