package io.weir.lineage.marquez.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.LineageProblem;
import io.weir.lineage.marquez.DatasetVersion;
import io.weir.lineage.marquez.MarquezReads;
import io.weir.lineage.marquez.web.DatasetVersionList.DatasetVersionItem;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.run.Runs;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** States of datasets where Marquez' readers look for them. */
@RestController
@RequestMapping("/api/v1/namespaces/{namespace}/datasets/{dataset}/versions")
@Tag(name = "Lineage")
class DatasetVersionController {

    private final MarquezReads reads;
    private final Runs runs;

    DatasetVersionController(MarquezReads reads, Runs runs) {
        this.reads = reads;
        this.runs = runs;
    }

    @GetMapping
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "listDatasetVersions", summary = "What runs made of a dataset, newest first")
    DatasetVersionList list(
            @PathVariable String namespace,
            @PathVariable String dataset,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(defaultValue = "0") int offset) {
        EntityName name = new EntityName(namespace, dataset);
        NodeName node = NodeName.dataset(name);
        List<DatasetVersionItem> items =
                reads.versions(node, PageRequest.of(limit, null).limit(), Offsets.passedOver(offset)).stream()
                        .map(version -> DatasetVersionList.item(name, version, shortly(version.runId())))
                        .toList();
        return new DatasetVersionList(items, reads.countVersions(node));
    }

    @GetMapping("/{version}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getDatasetVersion", summary = "One state of a dataset, with the run that wrote it")
    DatasetVersionItem get(@PathVariable String namespace, @PathVariable String dataset, @PathVariable String version) {
        EntityName name = new EntityName(namespace, dataset);
        DatasetVersion found = reads.version(NodeName.dataset(name), version)
                .orElseThrow(() -> new ProblemException(
                        LineageProblem.DATASET_NOT_FOUND, "Dataset " + dataset + " has no version " + version));
        return DatasetVersionList.item(name, found, whole(found.runId()));
    }

    private @Nullable Object whole(@Nullable UUID id) {
        return id == null
                ? null
                : runs.find(id)
                        .<Object>map(run ->
                                MarquezRun.of(run, reads.times(List.of(id)).get(id)))
                        .orElseGet(() -> Map.of("id", id));
    }

    private static @Nullable Object shortly(@Nullable UUID id) {
        return id == null ? null : Map.of("id", id);
    }
}
