-- The latest expired version up to which a cleanup has looked at a mirror's log, whether or not there was anything to take away.
alter table table_mirror add column examined_version bigint not null default 0;
update table_mirror set examined_version = cleaned_version;
