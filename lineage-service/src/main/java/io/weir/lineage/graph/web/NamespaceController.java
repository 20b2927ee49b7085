package io.weir.lineage.graph.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.facet.FacetHistory;
import io.weir.lineage.facet.FacetVersion;
import io.weir.lineage.graph.DatasetDetails;
import io.weir.lineage.graph.JobDetails;
import io.weir.lineage.graph.NodeDetails;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs and datasets by their two names, each one segment of the path, percent-encoded: {@code s3%3A%2F%2Flake}. */
@RestController
@RequestMapping("/api/v1/namespaces/{namespace}")
@Tag(name = "Lineage")
class NamespaceController {

    private final NodeDetails details;
    private final FacetHistory history;

    NamespaceController(NodeDetails details, FacetHistory history) {
        this.details = details;
        this.history = history;
    }

    @GetMapping("/jobs/{job}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB, named = "job")
    @Operation(operationId = "getJob", summary = "Gets a job")
    JobDetails job(@PathVariable String namespace, @PathVariable String job) {
        return details.job(new EntityName(namespace, job));
    }

    @GetMapping("/jobs/{job}/facets/{facet}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB, named = "job")
    @Operation(operationId = "listJobFacetVersions", summary = "What a facet of a job said, latest first")
    Page<FacetVersion> jobFacet(
            @PathVariable String namespace,
            @PathVariable String job,
            @PathVariable String facet,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        NodeName name = NodeName.job(new EntityName(namespace, job));
        return history.of(name, facet, PageRequest.of(limit, pageToken));
    }

    @GetMapping("/datasets/{dataset}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "getDataset", summary = "Gets a dataset")
    DatasetDetails dataset(@PathVariable String namespace, @PathVariable String dataset) {
        return details.dataset(new EntityName(namespace, dataset));
    }

    @GetMapping("/datasets/{dataset}/facets/{facet}")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "listDatasetFacetVersions", summary = "What a facet of a dataset said, latest first")
    Page<FacetVersion> datasetFacet(
            @PathVariable String namespace,
            @PathVariable String dataset,
            @PathVariable String facet,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String pageToken) {
        NodeName name = NodeName.dataset(new EntityName(namespace, dataset));
        return history.of(name, facet, PageRequest.of(limit, pageToken));
    }
}
