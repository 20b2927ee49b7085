-- Log files before this version are gone from the mirror, as they had expired; Postgres keeps what they said.
alter table table_mirror add column cleaned_version bigint not null default 0;
