package io.weir.lineage;

import io.weir.lineage.openlineage.EventJson;
import io.weir.test.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Events: made ones, and the real ones of OpenLineage's own compatibility suite. */
public final class TestEvents {

    public static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private TestEvents() {}

    /** An event of a run, {@code second} seconds after noon. */
    public static Map<String, Object> run(String type, UUID run, String job, int second) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("eventType", type);
        event.put("eventTime", NOON.plusSeconds(second).toString());
        event.put("producer", "test");
        event.put("run", Map.of("runId", run.toString()));
        event.put("job", Map.of("namespace", "weir", "name", job));
        return event;
    }

    public static Map<String, Object> with(Map<String, Object> event, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(event);
        changed.put(field, value);
        return changed;
    }

    public static Map<String, Object> dataset(String namespace, String name) {
        return Map.of("namespace", namespace, "name", name);
    }

    /** What the facet {@code jobDependencies} says of one job. */
    public static Map<String, Object> dependency(String job, Map<String, Object> more) {
        return with(more, "job", Map.of("namespace", "weir", "name", job));
    }

    /** An event of a new run of a job, with the facet {@code jobDependencies}. */
    public static Map<String, Object> dependent(String type, String job, int second, Map<String, Object> facet) {
        UUID run = UUID.nameUUIDFromBytes((job + second).getBytes(StandardCharsets.UTF_8));
        return with(
                run(type, run, job, second),
                "run",
                Map.of("runId", run.toString(), "facets", Map.of("jobDependencies", facet)));
    }

    /** The real events, and one made of each facet example. Skips the test where the data is absent. */
    public static List<String> real() {
        Path root = SharedData.require("openlineage");
        List<String> events = new ArrayList<>();
        files(root.resolve("events")).forEach(file -> events.add(text(file)));
        files(root.resolve("facet-examples")).forEach(file -> events.add(event(root, file)));
        return events;
    }

    /** Examples hold facets only; each becomes part of an event of what its folder's name says it belongs to. */
    private static String event(Path root, Path file) {
        JsonNode example = EventJson.read(text(file));
        if (example.has("eventTime")) {
            return text(file);
        }
        String kind = root.relativize(file).getName(1).toString();
        // Few runs and few times, so that facets of the same name meet each other.
        int number = Math.floorMod(file.toString().hashCode(), 3);
        UUID run = new UUID(0x7000, 0x8000_0000_0000_0000L + number);
        Map<String, Object> event = run(number == 2 ? "COMPLETE" : "START", run, "examples", number);
        if (kind.contains("InputDataset")) {
            event.put("inputs", List.of(facets("inputFacets", example)));
        } else if (kind.contains("OutputDataset")) {
            event.put("outputs", List.of(facets("outputFacets", example)));
        } else if (kind.contains("Dataset")) {
            event.put("inputs", List.of(facets("facets", example)));
        } else if (kind.contains("RunFacet")) {
            event.put("run", Map.of("runId", run.toString(), "facets", example));
        } else {
            event.put("job", Map.of("namespace", "weir", "name", "examples", "facets", example));
        }
        return EventJson.write(EventJson.tree(event));
    }

    private static Map<String, Object> facets(String field, JsonNode example) {
        return Map.of("namespace", "weir", "name", "example", field, example);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
