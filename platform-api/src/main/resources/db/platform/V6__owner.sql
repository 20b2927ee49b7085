-- First answers that are given again say whose the store is, as later ones do.
update idempotency_key set body = body || jsonb_build_object(
    'owner', coalesce((select owner from store where name = body ->> 'name'), 'platform'))
where jsonb_exists(body, 'properties');
