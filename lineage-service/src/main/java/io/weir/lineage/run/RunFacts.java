package io.weir.lineage.run;

import io.weir.lineage.openlineage.EventJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What well-known facets say about a run. Facets are whatever clients send, so that each is taken only as far as it can
 * be understood.
 *
 * @param root the run at the top of all parents
 * @param attempt of the same work, from 1
 * @param nominalStart begin of the time that the run is about
 * @param nominalEnd end of it
 */
public record RunFacts(
        @Nullable UUID root,
        @Nullable Integer attempt,
        @Nullable Instant nominalStart,
        @Nullable Instant nominalEnd) {

    /** The facet in which this service keeps the attempt. */
    static final String ATTEMPT = "weir_attempt";

    /** Facets that are read here and small enough for lists. */
    public static final List<String> NAMES = List.of("parent", "nominalTime", ATTEMPT);

    /** Reads facets by name. */
    public static RunFacts of(Map<String, Object> facets) {
        JsonNode nominal = facet(facets, "nominalTime");
        return new RunFacts(
                id(facet(facets, "parent").path("root").path("run").path("runId")),
                attempt(facets),
                time(nominal.path("nominalStartTime")),
                time(nominal.path("nominalEndTime")));
    }

    /** This service's own facet goes before Airflow's. */
    private static @Nullable Integer attempt(Map<String, Object> facets) {
        JsonNode own = facet(facets, ATTEMPT).path("attempt");
        JsonNode stated = own.isInt()
                ? own
                : facet(facets, "airflow").path("taskInstance").path("try_number");
        return stated.isInt() ? (Integer) stated.intValue() : null;
    }

    private static JsonNode facet(Map<String, Object> facets, String name) {
        return facets.get(name) instanceof JsonNode facet ? facet : EventJson.tree(Map.of());
    }

    private static @Nullable UUID id(JsonNode value) {
        try {
            return value.isString() ? UUID.fromString(value.stringValue()) : null;
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }

    private static @Nullable Instant time(JsonNode value) {
        try {
            return value.isString() ? OffsetDateTime.parse(value.stringValue()).toInstant() : null;
        } catch (DateTimeException notATime) {
            return null;
        }
    }
}
