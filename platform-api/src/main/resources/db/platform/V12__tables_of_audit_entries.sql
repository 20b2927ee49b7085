-- Which table a call was about: its path names it, and the next table may have that name.
alter table audit_entry add column table_id text;
