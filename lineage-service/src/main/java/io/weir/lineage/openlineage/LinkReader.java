package io.weir.lineage.openlineage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Collects the edges that facets state: {@code symlinks} (other names of the same data), {@code lineage} (explicit
 * edges between datasets and jobs) and {@code jobDependencies} (jobs that wait for each other).
 */
final class LinkReader {

    private final @Nullable NodeName self;
    private final Warnings warnings;
    private final Set<Link> found = new LinkedHashSet<>();

    LinkReader(@Nullable NodeName self, Warnings warnings) {
        this.self = self;
        this.warnings = warnings;
    }

    List<Link> found() {
        return List.copyOf(found);
    }

    /** Of a dependency only the job counts here: its run, where one is named, and the rules stay with the facet. */
    void ofRun(JsonNode facets) {
        JsonNode stated = facets.path("jobDependencies");
        if (self != null) {
            dependencies(stated.path("upstream"), job -> add(job, self, Link.Kind.DEPENDENCY));
            dependencies(stated.path("downstream"), job -> add(self, job, Link.Kind.DEPENDENCY));
        }
    }

    private void dependencies(JsonNode stated, Consumer<NodeName> then) {
        for (JsonNode dependency : stated) {
            Names.find(dependency.path("job"))
                    .map(NodeName::job)
                    .ifPresentOrElse(
                            then, () -> warnings.add("run.facets.jobDependencies", "has an element that names no job"));
        }
    }

    void ofJob(JsonNode facets) {
        for (JsonNode entry : facets.path("lineage").path("entries")) {
            node(entry).ifPresent(target -> explicit(entry, target));
        }
    }

    void ofDataset(JsonNode dataset) {
        JsonNode facets = dataset.path("facets");
        if (!facets.has("symlinks") && !facets.has("lineage")) {
            return;
        }
        Names.find(dataset).map(DatasetNames::normal).map(NodeName::dataset).ifPresent(node -> {
            for (JsonNode alias : facets.path("symlinks").path("identifiers")) {
                Names.find(alias)
                        .map(DatasetNames::normal)
                        .ifPresent(other -> add(NodeName.dataset(other), node, Link.Kind.SYMLINK));
            }
            explicit(facets.path("lineage"), node);
        });
    }

    private void explicit(JsonNode stated, NodeName target) {
        inputs(stated, target);
        stated.path("fields").forEach(field -> inputs(field, target));
    }

    private void inputs(JsonNode stated, NodeName target) {
        for (JsonNode input : stated.path("inputs")) {
            Optional<NodeName> origin = node(input);
            if (origin.isEmpty()) {
                warnings.add("lineage.inputs", "has an element without namespace and name");
            }
            origin.ifPresent(node -> add(node, target, Link.Kind.EXPLICIT));
        }
    }

    /** A job without a name is the event's own. */
    private Optional<NodeName> node(JsonNode stated) {
        if ("JOB".equals(EventJson.text(stated, "type"))) {
            return Names.find(stated).map(NodeName::job).or(() -> Optional.ofNullable(self));
        }
        return Names.find(stated).map(DatasetNames::normal).map(NodeName::dataset);
    }

    private void add(NodeName origin, NodeName destination, Link.Kind kind) {
        if (!origin.equals(destination)) {
            found.add(new Link(origin, destination, kind));
        }
    }
}
