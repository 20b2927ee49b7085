-- Whether what is kept of large log files is packed. Whoever was there before this version takes every log file as it is kept, and
-- may still be at work on this database: so only where there never was a table.
create table log_packing (
    only_row boolean primary key default true check (only_row),
    packs    boolean not null
);

insert into log_packing (packs) select not is_called from delta_table_table_id_seq;
