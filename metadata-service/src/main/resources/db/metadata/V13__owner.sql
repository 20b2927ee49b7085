-- Whose a table is: who made or imported it, until they hand it over. What was there before belongs to the platform.
alter table delta_table add column owner text not null default 'platform';
alter table table_import add column owner text not null default 'platform';
-- First answers that are given again say it, too.
update idempotency_key set body = body || '{"owner": "platform"}' where jsonb_exists(body, 'partitionColumns');
