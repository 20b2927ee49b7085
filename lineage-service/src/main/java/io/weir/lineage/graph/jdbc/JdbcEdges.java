package io.weir.lineage.graph.jdbc;

import io.weir.lineage.graph.Direction;
import io.weir.lineage.graph.Edge;
import io.weir.lineage.graph.Edges;
import io.weir.lineage.graph.Moment;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcEdges implements Edges {

    private static final String WITHIN = " and first_by < :firstBefore and seen_by >= :seenFrom";
    private static final String OUT = "select origin, destination from edge where origin = any(:nodes)" + WITHIN;
    private static final String IN = "select origin, destination from edge where destination = any(:nodes)" + WITHIN;

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
    public List<Edge> at(Collection<UUID> nodes, Direction direction, Moment moment, int limit) {
        return jdbc.sql(select(direction) + " limit :limit")
                .param("nodes", nodes.toArray(UUID[]::new))
                .param("firstBefore", moment.firstBefore())
                .param("seenFrom", moment.seenFrom())
                .param("limit", limit)
                .query((row, number) -> new Edge(row.getObject(1, UUID.class), row.getObject(2, UUID.class)))
                .list();
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

    private static String select(Direction direction) {
        return switch (direction) {
            case UPSTREAM -> IN;
            case DOWNSTREAM -> OUT;
            case BOTH -> OUT + " union all " + IN;
        };
    }
}
