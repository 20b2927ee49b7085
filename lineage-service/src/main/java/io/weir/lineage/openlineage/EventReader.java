package io.weir.lineage.openlineage;

import io.weir.lineage.openlineage.DatasetMention.Role;
import io.weir.support.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads OpenLineage events. Lenient, because strict validation refuses what real producers send: an event is classified
 * by its shape, unknown members are kept in the body, parts that cannot be understood become warnings. Refused with 422
 * is only what leaves nothing to say: neither job nor dataset, no usable time, an unknown {@code eventType}.
 */
public final class EventReader {

    private static final String COMPLETE_SNAPSHOT = "COMPLETE_SNAPSHOT";

    private EventReader() {}

    /** Reads one RunEvent, JobEvent or DatasetEvent. */
    public static LineageEvent read(JsonNode event) {
        if (!event.isObject()) {
            throw ProblemException.invalid("", "is no event", event.getNodeType(), "a JSON object");
        }
        Instant time = EventTimes.read(event);
        EventType type = type(event);
        String body = EventJson.write(event);
        Warnings warnings = new Warnings();
        NodeName job = job(event);
        RunMention run = job == null ? null : RunReader.read(event, job, warnings);
        List<DatasetMention> datasets = datasets(event, job, warnings);
        JsonNode jobFacets = event.path("job").path("facets");
        return new LineageEvent(
                EventIds.of(time, type, body),
                time,
                type,
                run,
                job,
                FacetReader.read("job.facets", jobFacets, warnings),
                datasets,
                links(event, job, warnings),
                columns(event, warnings),
                COMPLETE_SNAPSHOT.equals(
                        EventJson.text(jobFacets.path("jobType").path("emissionPattern"), "eventContentMode")),
                body,
                warnings.all(),
                false,
                null);
    }

    private static @Nullable EventType type(JsonNode event) {
        JsonNode value = event.path("eventType");
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        String name = value.isString() ? value.stringValue() : value.toString();
        return EventType.named(name)
                .orElseThrow(() -> ProblemException.invalid(
                        "eventType", "is unknown", name, "START, RUNNING, COMPLETE, ABORT, FAIL, OTHER or none"));
    }

    private static @Nullable NodeName job(JsonNode event) {
        if (event.path("job").isObject()) {
            return NodeName.job(Names.require("job", event.path("job")));
        }
        if (event.path("run").isObject() || !event.path("dataset").isObject()) {
            throw ProblemException.invalid("job", "is missing, and there is no dataset either", null, "a job's names");
        }
        return null;
    }

    private static List<DatasetMention> datasets(JsonNode event, @Nullable NodeName job, Warnings warnings) {
        List<DatasetMention> datasets = new ArrayList<>();
        if (job == null) {
            NodeName subject = NodeName.dataset(DatasetNames.normal(Names.require("dataset", event.path("dataset"))));
            datasets.add(DatasetReader.read("dataset", subject, event.path("dataset"), Role.SUBJECT, warnings));
        } else {
            datasets.addAll(DatasetReader.list("inputs", event.path("inputs"), Role.INPUT, warnings));
            datasets.addAll(DatasetReader.list("outputs", event.path("outputs"), Role.OUTPUT, warnings));
        }
        return datasets;
    }

    private static List<ColumnLink> columns(JsonNode event, Warnings warnings) {
        ColumnLinkReader columns = new ColumnLinkReader(warnings);
        columns.ofDataset(event.path("dataset"));
        event.path("inputs").forEach(columns::ofDataset);
        event.path("outputs").forEach(columns::ofDataset);
        return columns.found();
    }

    private static List<Link> links(JsonNode event, @Nullable NodeName job, Warnings warnings) {
        LinkReader links = new LinkReader(job, warnings);
        links.ofRun(event.path("run").path("facets"));
        links.ofJob(event.path("job").path("facets"));
        links.ofDataset(event.path("dataset"));
        event.path("inputs").forEach(links::ofDataset);
        event.path("outputs").forEach(links::ofDataset);
        return links.found();
    }
}
