package io.weir.lineage.openlineage;

import io.weir.lineage.openlineage.RunMention.Parent;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the run of an event and the parent that its facet names. */
final class RunReader {

    private static final Pattern FORM =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private RunReader() {}

    static @Nullable RunMention read(JsonNode event, NodeName job, Warnings warnings) {
        JsonNode run = event.path("run");
        if (!run.isObject()) {
            return null;
        }
        String given = EventJson.text(run, "runId");
        if (given == null || !Names.isStorable(given)) {
            throw ProblemException.invalid("run.runId", "is missing or no text", null, "a UUID");
        }
        if (!FORM.matcher(given).matches()) {
            warnings.add("run.runId", "is no UUID");
        }
        UUID id = id(given, job);
        List<Facet> facets = FacetReader.read("run.facets", run.path("facets"), warnings);
        return new RunMention(id, externalId(given), parent(run.path("facets").path("parent"), id, warnings), facets);
    }

    private static @Nullable Parent parent(JsonNode facet, UUID child, Warnings warnings) {
        if (!facet.isObject()) {
            return null;
        }
        String given = EventJson.text(facet.path("run"), "runId");
        NodeName job = Names.find(facet.path("job")).map(NodeName::job).orElse(null);
        if (given == null || job == null || !Names.isStorable(given)) {
            warnings.add("run.facets.parent", "names no run and job");
            return null;
        }
        UUID id = id(given, job);
        if (id.equals(child)) {
            warnings.add("run.facets.parent", "is the run itself");
            return null;
        }
        return new Parent(id, externalId(given), job);
    }

    /** Some producers number their runs as they like; such an id means something only together with its job. */
    private static UUID id(String given, NodeName job) {
        return FORM.matcher(given).matches()
                ? UUID.fromString(given)
                : HashedKeys.of("RUN", job.name().namespace(), job.name().name(), given);
    }

    private static @Nullable String externalId(String given) {
        return FORM.matcher(given).matches() ? null : given;
    }
}
