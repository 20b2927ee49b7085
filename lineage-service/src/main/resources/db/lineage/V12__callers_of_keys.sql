-- Who chose a key: callers do not meet each other's. Null in what a version before noted, whose replicas go on reading and
-- writing without it.
alter table idempotency_key add column caller text;
