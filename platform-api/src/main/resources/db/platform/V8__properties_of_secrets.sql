-- Texts about a secret, which nothing reads.
alter table secret add column properties jsonb not null default '{}';
