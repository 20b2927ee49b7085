package io.weir.lineage.facet.jdbc;

import io.weir.lineage.facet.Facets;
import io.weir.lineage.intake.FacetChange.Owner;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.HashedKeys;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.NodeName;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class JdbcFacets implements Facets {

    private static final UUID AFTER_EVERYTHING = new UUID(-1, -1);

    private static final String CURRENT =
            "select name, body from facet where owner = :owner and owner_id = :id and body is not null";

    private static final String NAMED = """
            select owner_id, name, body from facet
            where owner = :owner and owner_id = any(:ids) and name_key = any(:names) and body is not null
            """;

    private static final String OF_JOB = """
            select body from event
            where job_id = :key and event_id < :before
            order by event_id desc
            limit :limit
            """;

    private static final String OF_DATASET = """
            select body from (
                select event_id, body from event where dataset_id = :key and event_id < :before
                union
                select event_id, body from run_dataset join event using (run_id)
                where run_dataset.dataset_id = :key and event_id < :before
                union
                select event_id, body from edge join event on event.job_id = edge.destination and event.run_id is null
                where edge.origin = :key and event_id < :before
                union
                select event_id, body from edge join event on event.job_id = edge.origin and event.run_id is null
                where edge.destination = :key and event_id < :before
            ) named
            order by event_id desc
            limit :limit
            """;

    private final JdbcClient jdbc;

    JdbcFacets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, Object> current(Owner owner, UUID id) {
        Map<String, Object> facets = new TreeMap<>();
        jdbc.sql(CURRENT).param("owner", owner.name()).param("id", id).query(row -> {
            facets.put(row.getString("name"), EventJson.read(row.getString("body")));
        });
        return facets;
    }

    @Override
    public Map<UUID, Map<String, Object>> current(Owner owner, Collection<UUID> ids, List<String> names) {
        Map<UUID, Map<String, Object>> facets = new HashMap<>();
        jdbc.sql(NAMED)
                .param("owner", owner.name())
                .param("ids", ids.toArray(UUID[]::new))
                .param(
                        "names",
                        names.stream().map(name -> HashedKeys.of("FACET", name)).toArray(UUID[]::new))
                .query(row -> {
                    facets.computeIfAbsent(row.getObject("owner_id", UUID.class), id -> new TreeMap<>())
                            .put(row.getString("name"), EventJson.read(row.getString("body")));
                });
        return facets;
    }

    @Override
    public List<LineageEvent> events(NodeName node, @Nullable UUID before, int limit) {
        return jdbc.sql(node.type() == NodeName.Type.JOB ? OF_JOB : OF_DATASET)
                .param("key", node.key())
                .param("before", before == null ? AFTER_EVERYTHING : before)
                .param("limit", limit)
                .query((row, number) -> EventReader.read(EventJson.read(row.getString("body"))))
                .list();
    }
}
