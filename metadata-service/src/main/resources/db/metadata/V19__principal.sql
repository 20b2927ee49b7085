-- Who made a version: the name of the token, user or service that called, as the audit log has it. Null for versions of before, for
-- those that were imported, and where nobody has to say who they are.
alter table commit_log add column principal text;
