package io.weir.lineage.graph.jdbc;

import io.weir.lineage.graph.Columns;
import io.weir.lineage.graph.Direction;
import io.weir.lineage.graph.Edge;
import io.weir.lineage.graph.Moment;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcColumns implements Columns {

    /** Now an edge counts while the facet that stated it still does; in the past, from when it was first stated. */
    private static final String COUNTS = """
             edge.first_by < :firstBefore and edge.seen_by >= :seenFrom
             and (not :now or exists (
                 select from facet
                 where owner_id = edge.destination_dataset and owner = 'DATASET' and name_key = edge.facet_key
                   and facet.seen_by = edge.seen_by))
            """;

    private static final String OUT =
            "select origin, destination from column_edge edge where origin = any(:columns) and"
                    + COUNTS
                    // What touches a dataset as a whole touches whatever comes from any column of it.
                    + """
             union all
             select whole.destination, edge.destination
             from column_edge whole join column_edge edge on edge.origin_dataset = whole.destination_dataset
             where whole.destination = any(:columns) and whole.destination_field = '' and
            """ + COUNTS;

    private static final String IN =
            "select origin, destination from column_edge edge where destination = any(:columns) and" + COUNTS;

    private static final String LOAD = """
            select distinct on (key) key, namespace, name, field
            from (select origin as key, origin_dataset as dataset_id, origin_field as field
                  from column_edge where origin = any(:keys)
                  union all
                  select destination, destination_dataset, destination_field
                  from column_edge where destination = any(:keys)) named
            join dataset using (dataset_id)
            """;

    private static final String OF_DATASETS = """
            select origin from column_edge where origin_dataset = any(:datasets)
            union
            select destination from column_edge where destination_dataset = any(:datasets)
            """;

    private static final String TOLD = """
            select dataset from unnest(:datasets::uuid[]) as asked (dataset)
            where exists (select from column_edge where origin_dataset = dataset)
               or exists (select from column_edge where destination_dataset = dataset)
            """;

    private final JdbcClient jdbc;

    JdbcColumns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Edge> at(Collection<UUID> columns, Direction direction, Moment moment, int limit) {
        String sql =
                switch (direction) {
                    case UPSTREAM -> IN;
                    case DOWNSTREAM -> OUT;
                    case BOTH -> OUT + " union all " + IN;
                };
        return at(sql + " limit :limit", columns, moment)
                .param("limit", limit)
                .query((row, number) -> new Edge(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    @Override
    public List<Column> load(Collection<UUID> keys) {
        return jdbc.sql(LOAD)
                .param("keys", keys.toArray(UUID[]::new))
                .query((row, number) -> column(row))
                .list();
    }

    @Override
    public List<UUID> ofDatasets(Collection<UUID> datasets) {
        return of(OF_DATASETS, datasets).query(UUID.class).list();
    }

    @Override
    public Set<UUID> told(Collection<UUID> datasets) {
        return of(TOLD, datasets).query(UUID.class).set();
    }

    private JdbcClient.StatementSpec of(String sql, Collection<UUID> datasets) {
        return jdbc.sql(sql).param("datasets", datasets.toArray(UUID[]::new));
    }

    @Override
    public List<Origin> origins(Collection<UUID> destinations, Moment moment) {
        return at(
                        "select origin, destination, transformations from column_edge edge"
                                + " where destination = any(:columns) and" + COUNTS,
                        destinations,
                        moment)
                .query((row, number) ->
                        new Origin(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)))
                .list();
    }

    private JdbcClient.StatementSpec at(String sql, Collection<UUID> columns, Moment moment) {
        return jdbc.sql(sql)
                .param("columns", columns.toArray(UUID[]::new))
                .param("firstBefore", moment.firstBefore())
                .param("seenFrom", moment.seenFrom())
                .param("now", moment.isNow());
    }

    private static Column column(ResultSet row) throws SQLException {
        EntityName name = new EntityName(row.getString("namespace"), row.getString("name"));
        return new Column(row.getObject("key", UUID.class), NodeName.dataset(name), row.getString("field"));
    }
}
