package io.weir.ingest.run;

import io.weir.support.outbox.Destination;
import io.weir.support.outbox.Outbox;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Run events as OpenLineage has them, by the outbox.
 *
 * @see <a href="https://openlineage.io/spec/2-0-2/OpenLineage.json">the specification</a>
 */
@Component
final class OutboxRunEvents implements RunEvents {

    private static final String PRODUCER = "https://weir.io/ingest-worker";
    private static final String SPECIFICATION = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
    private static final String FACETS = "https://openlineage.io/spec/facets/";

    private final Outbox outbox;

    OutboxRunEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void started(String pipeline, UUID run, RunData data) {
        append(pipeline, run, "START", data, Map.of());
    }

    @Override
    public void completed(String pipeline, UUID run, RunData data) {
        append(pipeline, run, "COMPLETE", data, Map.of());
    }

    /** Another type would be of a run that begins, goes on, or ends. */
    @Override
    public void told(String pipeline, UUID run, RunData data) {
        append(pipeline, run, "OTHER", data, Map.of());
    }

    @Override
    public void aborted(String pipeline, UUID run, RunData data) {
        append(pipeline, run, "ABORT", data, Map.of());
    }

    @Override
    public void failed(String pipeline, UUID run, String reason, RunData data) {
        Map<String, Object> error = facet("1-0-0/ErrorMessageRunFacet.json#/$defs/ErrorMessageRunFacet");
        error.put("message", reason);
        error.put("programmingLanguage", "JAVA");
        append(pipeline, run, "FAIL", data, Map.of("errorMessage", error));
    }

    private void append(String pipeline, UUID run, String type, RunData data, Map<String, Object> runFacets) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventType", type);
        event.put("eventTime", Instant.now().toString());
        event.put("producer", PRODUCER);
        event.put("schemaURL", SPECIFICATION);
        event.put("run", Map.of("runId", run.toString(), "facets", runFacets));
        event.put("job", Map.of("namespace", "weir", "name", pipeline));
        event.put("inputs", data.inputs().stream().map(OutboxRunEvents::input).toList());
        event.put(
                "outputs", data.outputs().stream().map(OutboxRunEvents::output).toList());
        outbox.append(Destination.LINEAGE, "/api/v1/lineage", "pipeline/" + pipeline, event);
    }

    private static Map<String, Object> input(RunData.Input input) {
        return Map.of(
                "namespace", input.namespace(),
                "name", input.name(),
                "inputFacets",
                        statistics(
                                "inputStatistics",
                                "1-0-0/InputStatisticsInputDatasetFacet.json#/$defs/InputStatisticsInputDatasetFacet",
                                input.records(),
                                input.bytes()));
    }

    private static Map<String, Object> output(RunData.Output output) {
        Map<String, Object> facets = new LinkedHashMap<>();
        if (output.version() != null) {
            Map<String, Object> version =
                    facet("1-0-0/DatasetVersionDatasetFacet.json#/$defs/DatasetVersionDatasetFacet");
            version.put("datasetVersion", output.version().toString());
            facets.put("version", version);
        }
        return Map.of(
                "namespace", output.namespace(),
                "name", output.name(),
                "facets", facets,
                "outputFacets",
                        statistics(
                                "outputStatistics",
                                "1-0-2/OutputStatisticsOutputDatasetFacet.json#/$defs/OutputStatisticsOutputDatasetFacet",
                                output.rows(),
                                output.bytes()));
    }

    private static Map<String, Object> statistics(
            String name, String schema, @Nullable Long rows, @Nullable Long bytes) {
        if (rows == null) {
            return Map.of();
        }
        Map<String, Object> statistics = facet(schema);
        statistics.put("rowCount", rows);
        if (bytes != null) {
            statistics.put("size", bytes);
        }
        return Map.of(name, statistics);
    }

    private static Map<String, Object> facet(String schema) {
        Map<String, Object> facet = new LinkedHashMap<>();
        facet.put("_producer", PRODUCER);
        facet.put("_schemaURL", FACETS + schema);
        return facet;
    }
}
