-- Tags and owners that facets state. What the current facet says has the event of that facet in seen_by, as with
-- column_edge; what only older ones said is passed over.
create table label (
    owner_id  uuid not null,
    label_key uuid not null,
    owner     text not null check (owner in ('JOB', 'DATASET')),
    kind      text not null check (kind in ('TAG', 'OWNER')),
    -- The column of a dataset that a tag is on; '' for the job or dataset itself.
    field     text not null,
    name      text not null,
    detail    text,
    seen_by   uuid not null,
    primary key (owner_id, label_key)
) with (fillfactor = 80);
create index label_by_name on label (kind, (left(name, 200)) collate "C");

-- Every tag that was ever stated or made.
create table tag (
    tag_key     uuid primary key,
    name        text not null,
    description text
);
create index tag_by_name on tag ((left(name, 200)) collate "C", tag_key);

-- What people decided, which no event changes: a tag that they put on, or took off although events state it.
create table tag_choice (
    owner_id   uuid        not null,
    choice_key uuid        not null,
    field      text        not null,
    name       text        not null,
    chosen     boolean     not null,
    chosen_at  timestamptz not null default clock_timestamp(),
    primary key (owner_id, choice_key)
);
create index tag_choice_by_name on tag_choice ((left(name, 200)) collate "C") where chosen;

create view current_label as
select label.owner_id, label.kind, label.field, label.name, label.detail
from label
join facet on facet.owner_id = label.owner_id and facet.owner = label.owner and facet.seen_by = label.seen_by
          and facet.name = case label.kind when 'TAG' then 'tags' else 'ownership' end
where label.kind <> 'TAG'
   or not exists (select from tag_choice where tag_choice.owner_id = label.owner_id
                  and tag_choice.field = label.field and tag_choice.name = label.name and not chosen)
union
select owner_id, 'TAG', field, name, null from tag_choice where chosen;

-- What current facets state already. The type json looks into numbers and escapes only where they are taken out; those
-- that PostgreSQL cannot hold as text are passed over. Keys are those that the service makes: 16 bytes of SHA-256 over
-- each part and its length, marked as a UUID of version 8.
create function hashed_key(variadic parts text[]) returns uuid language sql immutable as $$
    select encode(set_byte(set_byte(substring(hash from 1 for 16), 6, (get_byte(hash, 6) & 15) | 128),
                           8, (get_byte(hash, 8) & 63) | 128), 'hex')::uuid
    from (select sha256(string_agg(int4send(octet_length(convert_to(part, 'UTF8'))) || convert_to(part, 'UTF8'),
                                   ''::bytea order by place)) as hash
          from unnest(parts) with ordinality as listed (part, place)) hashed
$$;

with stated as materialized (
    select owner_id, owner, seen_by, name, body::json as body from facet
    where owner in ('JOB', 'DATASET') and name in ('tags', 'ownership') and body is not null
      and body !~ '\\u(0000|[dD][89a-fA-F])'
), listed as (
    select owner_id, owner, seen_by, case name when 'tags' then 'TAG' else 'OWNER' end as kind,
           case name when 'tags' then body -> 'tags' else body -> 'owners' end as entries
    from stated
    where json_typeof(body) = 'object'
), entries as (
    select owner_id, owner, seen_by, kind, entry
    from listed
    cross join lateral json_array_elements(
        case json_typeof(entries) when 'array' then entries else '[]'::json end) as entry
    where json_typeof(entry) = 'object'
), labels as (
    select owner_id, owner, seen_by, kind,
           case kind when 'TAG' then coalesce(entry ->> 'field', '') else '' end as field,
           case when kind = 'OWNER' then entry ->> 'name'
                when coalesce(entry ->> 'value', '') in ('', 'true') then entry ->> 'key'
                else (entry ->> 'key') || ':' || (entry ->> 'value') end as name,
           case kind when 'OWNER' then entry ->> 'type' end as detail
    from entries
)
insert into label (owner_id, label_key, owner, kind, field, name, detail, seen_by)
select distinct on (owner_id, kind, field, name)
       owner_id, hashed_key('LABEL', kind, field, name), owner, kind, field, name, detail, seen_by
from labels
where name <> ''
order by owner_id, kind, field, name;

insert into tag (tag_key, name)
select distinct hashed_key('TAG', name), name from label where kind = 'TAG';

drop function hashed_key(text[]);
