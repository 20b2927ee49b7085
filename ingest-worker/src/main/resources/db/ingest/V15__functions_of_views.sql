-- The functions that the query of a view calls: they stay as long as it does.
create table relation_function (
    relation text not null references relation (name) on delete cascade,
    function text not null references sql_function (name),
    primary key (relation, function)
);
create index relation_function_callers on relation_function (function);
-- Of views from before: what is written before a bracket. Within a text it is no call; that is put right when the view is given another query.
insert into relation_function (relation, function)
select r.name, f.name
from relation r join sql_function f on r.definition ->> 'query' ~* ('(^|[^a-z0-9_])' || f.name || '"?\s*\(')
where r.kind = 'VIEW';
