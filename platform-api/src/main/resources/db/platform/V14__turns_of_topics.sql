-- Whose turn it is to change a topic, and until when: no transaction is open while a broker is asked.
alter table topic_change add column turn uuid;
alter table topic_change add column turn_ends_at timestamptz;
