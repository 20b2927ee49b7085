-- Roles, users and tokens belong to somebody, and have texts that nothing reads. A replica of the version before, which knows
-- of neither, makes the platform's.
alter table access_role add column owner text not null default 'platform';
alter table access_role add column properties jsonb not null default '{}';
alter table platform_user add column owner text not null default 'platform';
alter table platform_user add column properties jsonb not null default '{}';
alter table api_token add column owner text not null default 'platform';
alter table api_token add column properties jsonb not null default '{}';

-- Whoever made one owns it. Others than these are nobody who could.
update access_role set owner = created_by where created_by ~ '^(user|token|local):';
update platform_user set owner = created_by where created_by ~ '^(user|token|local):';
update api_token set owner = created_by where created_by ~ '^(user|token|local):';
