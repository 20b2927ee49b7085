package io.weir.lineage.graph.jdbc;

import io.weir.lineage.graph.Direction;
import io.weir.lineage.graph.Edge;
import io.weir.lineage.graph.Edges;
import io.weir.lineage.graph.Moment;
import io.weir.lineage.graph.Relations;
import io.weir.lineage.openlineage.Link;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcEdges implements Edges {

    /** Most edges are those of data, whose kind is left out: less to carry and to read. */
    private static final String EDGES = "select origin, destination, nullif(kind, 'DATA') from edge";

    private static final String WITHIN = " and first_by < :firstBefore and seen_by >= :seenFrom";
    private static final String OUT = EDGES + " where origin = any(:nodes)" + WITHIN;
    private static final String IN = EDGES + " where destination = any(:nodes)" + WITHIN;

    private static final String AROUND = """
            select near.origin, near.destination
            from unnest(:nodes::uuid[]) as node (key)
            cross join lateral (
                (select origin, destination from edge where origin = key limit :each)
                union all
                (select origin, destination from edge where destination = key limit :each)) near
            """;

    /** A complete snapshot hides what only earlier events of the run named. */
    private static final String OF_RUN = """
            select case role when 'INPUT' then dataset_id else job_id end as origin,
                   case role when 'INPUT' then job_id else dataset_id end as destination
            from run join run_dataset using (run_id)
            where run_id = :run and (snapshot_by is null or run_dataset.seen_by >= snapshot_by)
            """;

    private final JdbcClient jdbc;

    JdbcEdges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Edge> at(Collection<UUID> nodes, Direction direction, Relations relations, Moment moment, int limit) {
        return jdbc.sql(select(direction, only(relations)) + " limit :limit")
                .param("nodes", nodes.toArray(UUID[]::new))
                .param("firstBefore", moment.firstBefore())
                .param("seenFrom", moment.seenFrom())
                .param("limit", limit)
                .query((row, number) -> edge(row))
                .list();
    }

    private static Edge edge(ResultSet row) throws SQLException {
        String kind = row.getString(3);
        return new Edge(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                kind == null ? Link.Kind.DATA : Link.Kind.valueOf(kind));
    }

    @Override
    public List<Edge> around(Collection<UUID> nodes, int mostOfEach) {
        return jdbc.sql(AROUND)
                .param("nodes", nodes.toArray(UUID[]::new))
                .param("each", mostOfEach)
                .query((row, number) -> new Edge(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    @Override
    public List<Edge> ofRun(UUID run) {
        return jdbc.sql(OF_RUN)
                .param("run", run)
                .query((row, number) -> new Edge(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
    }

    private static String select(Direction direction, String only) {
        return switch (direction) {
            case UPSTREAM -> IN + only;
            case DOWNSTREAM -> OUT + only;
            case BOTH -> OUT + only + " union all " + IN + only;
        };
    }

    private static String only(Relations relations) {
        return switch (relations) {
            case DATA -> " and kind <> 'DEPENDENCY'";
            case DEPENDENCIES -> " and kind = 'DEPENDENCY'";
            case ALL -> "";
        };
    }
}
