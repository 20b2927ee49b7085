-- What a listing shows of a zone's files, so that it need not read them one by one: their add actions as lines of JSON in the
-- listing's order, compressed. They are those of the files that were live at packed_version, and of any version up to which,
-- from there on or back to there, no file of the zone's range was removed. Null where they are too long to be kept; a zone
-- from before this has no packed_version either.
alter table file_zone
    add column packed_version bigint,
    add column packed_lines bytea;
-- They are compressed already, and handed out whole.
alter table file_zone alter column packed_lines set storage external;
