-- Roles and tokens are changed as they were read, and tell when that was. Who was made before tells when it was made.
alter table access_role add column revision bigint not null default 0;
alter table access_role add column updated_at timestamptz;
alter table platform_user add column updated_at timestamptz;
alter table api_token add column revision bigint not null default 0;
alter table api_token add column updated_at timestamptz;

-- First answers that are given again tell it, too, as later ones do.
update idempotency_key set body = body || jsonb_build_object('updatedAt', body -> 'createdAt')
where jsonb_exists(body, 'roles') and not jsonb_exists(body, 'updatedAt');
