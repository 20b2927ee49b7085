package io.weir.lineage.graph.jdbc;

import io.weir.lineage.graph.Direction;
import io.weir.lineage.graph.Edge;
import io.weir.lineage.graph.Edges;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcEdges implements Edges {

    private static final String OUT = "select origin, destination from edge where origin = any(:nodes)";
    private static final String IN = "select origin, destination from edge where destination = any(:nodes)";

    private final JdbcClient jdbc;

    JdbcEdges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Edge> at(Collection<UUID> nodes, Direction direction, int limit) {
        return jdbc.sql(select(direction) + " limit :limit")
                .param("nodes", nodes.toArray(UUID[]::new))
                .param("limit", limit)
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
