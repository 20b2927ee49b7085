-- Whose a job is: who first sent an event about it, until it is handed over. Of jobs from before nobody's until their next event.
alter table job add column owner text;
-- Grants and owners know a job by its name alone.
create index job_by_own_name on job ((left(name, 200)) collate "C");
