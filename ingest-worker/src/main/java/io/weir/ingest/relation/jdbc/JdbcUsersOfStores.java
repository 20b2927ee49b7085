package io.weir.ingest.relation.jdbc;

import io.weir.ingest.dependent.Dependent;
import io.weir.ingest.relation.UsersOfStores;
import io.weir.support.access.ResourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** One pass over the definitions: a store goes seldom, and there are some thousands of them at most. */
@Repository
class JdbcUsersOfStores implements UsersOfStores {

    private static final String ALL = """
            select 'PIPELINE' as kind, name, owner from pipeline
                where :store in (definition #>> '{source,store}', definition #>> '{target,warehouse,store}',
                    definition #>> '{avro,registry}', definition #>> '{avro,azureRegistry}',
                    definition #>> '{join,with,source,store}', definition #>> '{join,with,avro,registry}',
                    definition #>> '{join,with,avro,azureRegistry}')
                or definition -> 'references' @> jsonb_build_array(jsonb_build_object('store', :store::text))
            union all select 'RELATION', name, owner from relation
                where :store in (definition #>> '{source,store}', definition #>> '{target,warehouse,store}',
                    definition #>> '{shape,avro,registry}', definition #>> '{shape,avro,azureRegistry}')
            order by kind, name
            """;

    private static final String OF_TOPIC = """
            select 'PIPELINE' as kind, name, owner from pipeline
                where (definition #>> '{source,store}' = :store and definition #>> '{source,topic}' = :topic)
                or (definition #>> '{join,with,source,store}' = :store
                    and definition #>> '{join,with,source,topic}' = :topic)
            union all select 'RELATION', name, owner from relation
                where definition #>> '{source,store}' = :store and definition #>> '{source,topic}' = :topic
            order by kind, name
            """;

    private final JdbcClient jdbc;

    JdbcUsersOfStores(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Dependent> of(String store, @Nullable String topic) {
        JdbcClient.StatementSpec asked =
                topic == null ? jdbc.sql(ALL) : jdbc.sql(OF_TOPIC).param("topic", topic);
        return asked.param("store", store)
                .query((row, number) -> new Dependent(
                        ResourceKind.valueOf(row.getString("kind")), row.getString("name"), row.getString("owner")))
                .list();
    }
}
