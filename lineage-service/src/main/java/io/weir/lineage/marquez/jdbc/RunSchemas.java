package io.weir.lineage.marquez.jdbc;

import io.weir.lineage.marquez.DatasetVersion;
import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.EventReader;
import io.weir.lineage.openlineage.NodeName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What the last events of a run said of a dataset's columns. */
final class RunSchemas {

    private static final String LAST_EVENTS = """
            select run.run_id, last.body
            from unnest(:runs::uuid[]) as run (run_id)
            cross join lateral (select event_id, body from event where event.run_id = run.run_id
                                order by event_id desc limit 3) last
            order by last.event_id
            """;

    private RunSchemas() {}

    static List<DatasetVersion> fill(JdbcClient jdbc, NodeName dataset, List<DatasetVersion> states) {
        UUID[] runs = states.stream()
                .filter(state -> state.schema() == null)
                .map(DatasetVersion::runId)
                .filter(Objects::nonNull)
                .toArray(UUID[]::new);
        Map<UUID, JsonNode> schemas = new HashMap<>();
        jdbc.sql(LAST_EVENTS).param("runs", runs).query(row -> {
            JsonNode event = EventJson.read(row.getString("body"));
            UUID run = row.getObject("run_id", UUID.class);
            EventReader.read(event).datasets().stream()
                    .filter(mention -> mention.dataset().equals(dataset))
                    .flatMap(mention -> mention.facets().stream())
                    .filter(facet -> facet.name().equals("schema") && facet.body() != null)
                    .forEach(facet -> schemas.put(run, EventJson.read(Objects.requireNonNull(facet.body()))));
        });
        return states.stream().map(state -> with(state, schemas)).toList();
    }

    private static DatasetVersion with(DatasetVersion state, Map<UUID, JsonNode> schemas) {
        UUID run = state.runId();
        return state.schema() != null || run == null
                ? state
                : new DatasetVersion(state.version(), state.createdAt(), run, schemas.get(run));
    }
}
