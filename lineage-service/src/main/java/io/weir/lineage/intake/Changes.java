package io.weir.lineage.intake;

import io.weir.lineage.openlineage.ColumnLink;
import io.weir.lineage.openlineage.DatasetMention;
import io.weir.lineage.openlineage.DatasetMention.Role;
import io.weir.lineage.openlineage.EventIds;
import io.weir.lineage.openlineage.Facet;
import io.weir.lineage.openlineage.HashedKeys;
import io.weir.lineage.openlineage.Label;
import io.weir.lineage.openlineage.LabelReader;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.Link;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.openlineage.RunMention;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events folded to at most one change a row, sorted by key: rows are locked in one order everywhere, so that two
 * intakes never wait for each other in a circle. Folding and applying obey the same rules, so it does not matter which
 * events come together.
 */
public final class Changes {

    private final SortedMap<UUID, NodeChange> jobs = new TreeMap<>();
    private final SortedMap<UUID, NodeChange> datasets = new TreeMap<>();
    private final SortedMap<UUID, RunChange> runs = new TreeMap<>();
    private final SortedMap<UseChange.Key, UseChange> uses = new TreeMap<>(UseChange.Key.ORDER);
    private final SortedMap<EdgeChange.Key, EdgeChange> edges = new TreeMap<>(EdgeChange.Key.ORDER);
    private final SortedMap<ColumnChange.Key, ColumnChange> columns = new TreeMap<>(ColumnChange.Key.ORDER);
    private final SortedMap<FacetChange.Key, FacetChange> facets = new TreeMap<>(FacetChange.Key.ORDER);
    private final SortedMap<LabelChange.Key, LabelChange> labels = new TreeMap<>(LabelChange.Key.ORDER);
    private final SortedSet<String> tags = new TreeSet<>();

    /** Folds events. Costs a few hashes of each name; no I/O. */
    public static Changes of(List<LineageEvent> events) {
        Changes changes = new Changes();
        events.stream().sorted(Comparator.comparing(LineageEvent::id)).forEach(changes::add);
        return changes;
    }

    public Collection<NodeChange> jobs() {
        return jobs.values();
    }

    public Collection<NodeChange> datasets() {
        return datasets.values();
    }

    public Collection<RunChange> runs() {
        return runs.values();
    }

    public Collection<UseChange> uses() {
        return uses.values();
    }

    public Collection<EdgeChange> edges() {
        return edges.values();
    }

    public Collection<ColumnChange> columns() {
        return columns.values();
    }

    public Collection<FacetChange> facets() {
        return facets.values();
    }

    public Collection<LabelChange> labels() {
        return labels.values();
    }

    /** The names of all tags among the labels. */
    public Collection<String> tags() {
        return tags;
    }

    private void add(LineageEvent event) {
        RunMention run = event.run();
        NodeName job = event.job();
        if (job != null) {
            node(NodeChange.seen(job, event.id(), run == null ? null : run.id()).sentBy(event.sender()));
            facets(event.id(), FacetChange.Owner.JOB, job.key(), event.jobFacets());
        }
        if (run != null && job != null) {
            run(RunChange.of(event, run, job));
            facets(event.id(), FacetChange.Owner.RUN, run.id(), run.facets());
            parent(event, run.parent());
        }
        event.datasets().forEach(mention -> dataset(event, mention));
        event.links().forEach(link -> edge(event, link));
        event.columns().forEach(link -> column(event, link));
    }

    private void parent(LineageEvent event, RunMention.@Nullable Parent parent) {
        if (parent != null) {
            UUID hearsay = EventIds.hearsay(event.id());
            node(NodeChange.mentioned(parent.job(), event.id(), parent.id(), hearsay));
            run(RunChange.mentioned(parent, event.id(), hearsay));
        }
    }

    private void dataset(LineageEvent event, DatasetMention mention) {
        UUID dataset = mention.dataset().key();
        node(NodeChange.seen(mention.dataset(), event.id(), null));
        facets(event.id(), FacetChange.Owner.DATASET, dataset, mention.facets());
        RunMention run = event.run();
        if (run != null && mention.role() != Role.SUBJECT) {
            use(UseChange.of(event, run.id(), mention, dataset));
            FacetChange.Owner owner = FacetChange.Owner.of(mention.role());
            facets(event.id(), owner, useKey(run.id(), dataset), mention.useFacets());
        }
        NodeName job = event.job();
        if (job != null) {
            boolean input = mention.role() == Role.INPUT;
            edge(
                    event,
                    input
                            ? new Link(mention.dataset(), job, Link.Kind.DATA)
                            : new Link(job, mention.dataset(), Link.Kind.DATA));
        }
    }

    /** The owner of facets that belong to one run's use of one dataset. */
    public static UUID useKey(UUID run, UUID dataset) {
        return HashedKeys.of("USE", run.toString(), dataset.toString());
    }

    private void node(NodeChange change) {
        (change.node().type() == NodeName.Type.JOB ? jobs : datasets).merge(change.key(), change, NodeChange::merge);
    }

    private void run(RunChange change) {
        runs.merge(change.id(), change, RunChange::merge);
    }

    private void use(UseChange change) {
        uses.merge(change.key(), change, UseChange::merge);
    }

    private void edge(LineageEvent event, Link link) {
        node(NodeChange.seen(link.origin(), event.id(), null));
        node(NodeChange.seen(link.destination(), event.id(), null));
        EdgeChange change = EdgeChange.of(event, link);
        edges.merge(change.key(), change, EdgeChange::merge);
    }

    private void column(LineageEvent event, ColumnLink link) {
        node(NodeChange.seen(link.origin().dataset(), event.id(), null));
        node(NodeChange.seen(link.destination().dataset(), event.id(), null));
        ColumnChange change = ColumnChange.of(event, link);
        columns.merge(change.key(), change, ColumnChange::merge);
    }

    private void facets(UUID by, FacetChange.Owner owner, UUID id, List<Facet> stated) {
        for (Facet facet : stated) {
            FacetChange change = FacetChange.of(by, owner, id, facet);
            facets.merge(change.key(), change, FacetChange::merge);
            if (owner == FacetChange.Owner.JOB || owner == FacetChange.Owner.DATASET) {
                LabelReader.read(facet).forEach(label -> label(LabelChange.of(by, owner, id, label)));
            }
        }
    }

    private void label(LabelChange change) {
        labels.merge(change.key(), change, LabelChange::merge);
        if (change.label().kind() == Label.Kind.TAG) {
            tags.add(change.label().name());
        }
    }
}
