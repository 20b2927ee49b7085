-- The text of a large commit is megabytes: to compress it takes the server longer than to write it, while the table's other
-- writers wait. It is read back whole, soon after, by the mirror, and goes with the log's retention.
alter table commit_log alter column content set storage external;
