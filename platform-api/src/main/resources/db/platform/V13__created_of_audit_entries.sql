-- What a call made, which its path does not name; and the calls about one thing, without a look at all others.
alter table audit_entry add column created text;
create index audit_entry_created on audit_entry (created, id) where created is not null;
create index audit_entry_path on audit_entry (path text_pattern_ops, id);
