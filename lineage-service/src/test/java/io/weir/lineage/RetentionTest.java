package io.weir.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.lineage.retention.Retention;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Old events and facets of old runs go; nothing that the graph, latest states and snapshots are made of does. */
class RetentionTest {

    private static final List<String> KEPT =
            List.of("job", "dataset", "run", "run_dataset", "edge", "column_edge", "label", "snapshot");

    private final UUID old = UUID.randomUUID();
    private final UUID latest = UUID.randomUUID();
    private final UUID endless = UUID.randomUUID();

    @Test
    void oldEventsGoAndTheGraphStays() {
        try (TestService service = new TestService("--weir.lineage.retention.keep=30d")) {
            fill(service);
            var graph = service.graph("job:weir:load");
            Map<String, List<String>> kept = kept(service);
            assertThat(kept.get("snapshot")).hasSize(1);

            service.bean(Retention.class).sweep();
            assertThat(kept(service)).isEqualTo(kept);
            assertThat(service.graph("job:weir:load")).isEqualTo(graph);
            assertThat(rows(service, "select distinct job_id is null from event"))
                    .containsExactly("t");
            assertThat(owners(service, old)).isEmpty();
            assertThat(owners(service, latest)).containsExactly("INPUT", "RUN");
            assertThat(owners(service, endless)).containsExactly("INPUT", "RUN");
            assertThat(rows(service, "select count(*) from facet where owner in ('JOB', 'DATASET')"))
                    .isNotEqualTo(List.of("0"));

            fill(service);
            service.bean(Retention.class).sweep();
            assertThat(kept(service)).as("after the same events again").isEqualTo(kept);
        }
    }

    private void fill(TestService service) {
        take(service, run("COMPLETE", old, 0));
        take(service, run("START", endless, 1));
        take(service, run("COMPLETE", latest, 2));
        Map<String, Object> recent = TestEvents.run("OTHER", latest, "load", 0);
        recent.keySet().removeAll(List.of("run", "job", "eventType"));
        recent.put("eventTime", Instant.now().truncatedTo(ChronoUnit.DAYS).toString());
        recent.put("dataset", TestEvents.dataset("s3://lake", "recent"));
        take(service, recent);
        assertThat(service.post(
                                "/api/v1/jobs/register-snapshot",
                                Map.of("table_name", "t", "uri", "s3://lake/t", "format", "delta", "version", 1))
                        .status())
                .isEqualTo(201);
    }

    private static Map<String, Object> run(String type, UUID run, int second) {
        Map<String, Object> facet = Map.of("f", Map.of("a", 1));
        Map<String, Object> event = TestEvents.run(type, run, "load", second);
        event.put("run", Map.of("runId", run.toString(), "facets", facet));
        event.put("job", Map.of("namespace", "weir", "name", "load", "facets", facet));
        event.put(
                "inputs",
                List.of(Map.of("namespace", "s3://lake", "name", "raw", "facets", facet, "inputFacets", facet)));
        event.put("outputs", List.of(TestEvents.dataset("s3://lake", "clean")));
        return event;
    }

    private static void take(TestService service, Map<String, Object> event) {
        assertThat(service.post("/api/v1/lineage", event).status()).isEqualTo(201);
    }

    private static Map<String, List<String>> kept(TestService service) {
        Map<String, List<String>> kept = new TreeMap<>();
        KEPT.forEach(
                table -> kept.put(table, rows(service, "select to_jsonb(t)::text from " + table + " t order by 1")));
        return kept;
    }

    /** Whose facets a run has left: its own, and those of what it read. */
    private static List<String> owners(TestService service, UUID run) {
        UUID raw = UUID.fromString(rows(service, "select dataset_id from dataset where name = 'raw'")
                .get(0));
        return rows(
                service,
                "select owner from facet where owner_id in ('" + run + "', '"
                        + io.weir.lineage.intake.Changes.useKey(run, raw) + "') order by 1");
    }

    private static List<String> rows(TestService service, String sql) {
        return service.jdbc().sql(sql).query((row, number) -> row.getString(1)).list();
    }
}
