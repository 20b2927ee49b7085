package io.weir.lineage.facet;

import io.weir.lineage.openlineage.EventJson;
import io.weir.lineage.openlineage.Facet;
import io.weir.lineage.openlineage.LineageEvent;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.openlineage.RunMention;
import io.weir.lineage.openlineage.Tokens;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Reads from the log of events what a facet of a job or dataset said, and when. */
@Service
public class FacetHistory {

    private static final int EVENTS_A_READ = 200;

    private final Facets facets;

    FacetHistory(Facets facets) {
        this.facets = facets;
    }

    /**
     * The versions of a facet, newest first. Costs a read of every event that names the node, from the page's begin to its
     * end; nothing is stored for it.
     */
    public Page<FacetVersion> of(NodeName node, String facet, PageRequest request) {
        List<FacetVersion> versions = new ArrayList<>();
        UUID before = Tokens.id(request.after());
        while (versions.size() <= request.limit()) {
            List<LineageEvent> events = facets.events(node, before, EVENTS_A_READ);
            for (LineageEvent event : events) {
                stated(event, node, facet).forEach(found -> add(versions, event, found));
                before = event.id();
            }
            if (events.size() < EVENTS_A_READ) {
                break;
            }
        }
        List<FacetVersion> read = versions.subList(0, Math.min(versions.size(), request.limit() + 1));
        return Page.of(read, request, version -> version.sinceEvent().toString());
    }

    private static Stream<Facet> stated(LineageEvent event, NodeName node, String name) {
        Stream<Facet> stated = node.type() == NodeName.Type.JOB
                ? event.jobFacets().stream()
                : event.datasets().stream()
                        .filter(mention -> mention.dataset().equals(node))
                        .flatMap(mention -> mention.facets().stream());
        return stated.filter(facet -> facet.name().equals(name)).limit(1);
    }

    private static void add(List<FacetVersion> versions, LineageEvent event, Facet facet) {
        Object body = facet.body() == null ? null : EventJson.read(facet.body());
        int last = versions.size() - 1;
        if (last >= 0 && Objects.equals(versions.get(last).facet(), body)) {
            FacetVersion same = versions.get(last);
            versions.set(last, new FacetVersion(body, event.time(), same.until(), same.runId(), event.id()));
        } else {
            RunMention run = event.run();
            versions.add(new FacetVersion(body, event.time(), event.time(), run == null ? null : run.id(), event.id()));
        }
    }
}
