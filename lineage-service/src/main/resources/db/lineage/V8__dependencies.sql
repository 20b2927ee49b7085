-- Which job waits for which, as the facet jobDependencies says: control, whether or not data flows.
alter table edge
    drop constraint edge_kind_check,
    add constraint edge_kind_check check (kind in ('DATA', 'SYMLINK', 'EXPLICIT', 'DEPENDENCY'));
