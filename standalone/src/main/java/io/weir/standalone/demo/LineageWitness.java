package io.weir.standalone.demo;

import io.weir.client.api.LineageApi;
import io.weir.client.api.RunsApi;
import io.weir.client.api.SnapshotsApi;
import io.weir.client.model.DatasetSnapshot;
import io.weir.client.model.LineageEdge;
import io.weir.client.model.LineageGraph;
import io.weir.client.model.LineageNode;
import io.weir.client.model.Run;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks lineage-service about a demo's run, which hears of it a moment later. */
final class LineageWitness {

    private static final String NAMESPACE = "weir";

    private final Gateway gateway;
    private final DemoNames names;
    private final RunsApi runs;
    private final SnapshotsApi snapshots;
    private final LineageApi lineage;

    LineageWitness(Gateway gateway, DemoNames names) {
        this.gateway = gateway;
        this.names = names;
        this.runs = new RunsApi(gateway.client());
        this.snapshots = new SnapshotsApi(gateway.client());
        this.lineage = new LineageApi(gateway.client());
    }

    LineageFacts look(@Nullable UUID run, long headVersion) {
        String state = run == null ? "none" : state(run);
        long latest = Witness.AFTER_COMMIT.look(this::latestSnapshot, version -> version >= headVersion);
        List<LineageEdge> in = edges(LineageNode::getInEdges);
        List<LineageEdge> out = edges(LineageNode::getOutEdges);
        return new LineageFacts(
                run == null ? "" : run.toString(),
                state,
                latest,
                in.stream().map(LineageEdge::getOrigin).toList(),
                out.stream().map(LineageEdge::getDestination).toList());
    }

    private String state(UUID id) {
        Optional<Run> run = Witness.AFTER_COMMIT.look(
                () -> gateway.find("reading run " + id, () -> runs.getRun(id)),
                seen -> seen.isPresent() && seen.get().getEndedAt() != null);
        return run.map(seen -> seen.getState().getValue()).orElse("unknown");
    }

    private long latestSnapshot() {
        return gateway.find(
                        "reading the latest snapshot of " + names.deltaTable(),
                        () -> snapshots.getLatestSnapshot(names.deltaTable(), null))
                .map(DatasetSnapshot::getVersion)
                .orElse(-1L);
    }

    private List<LineageEdge> edges(Function<LineageNode, List<LineageEdge>> direction) {
        String job = "job:" + NAMESPACE + ":" + names.pipeline();
        Optional<LineageGraph> graph = gateway.find(
                "reading the lineage graph", () -> lineage.getLineage(job, 1, null, null, null, null, null));
        return graph.stream()
                .flatMap(found -> found.getGraph().stream())
                .filter(node -> node.getId().equals(job))
                .flatMap(node -> direction.apply(node).stream())
                .toList();
    }
}
