package io.weir.lineage.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.LineageProblem;
import io.weir.lineage.catalog.Catalog;
import io.weir.lineage.catalog.DatasetSource;
import io.weir.lineage.catalog.web.CatalogLists.CatalogNamespace;
import io.weir.lineage.catalog.web.CatalogLists.CatalogSource;
import io.weir.lineage.catalog.web.CatalogLists.DatasetList;
import io.weir.lineage.catalog.web.CatalogLists.JobList;
import io.weir.lineage.catalog.web.CatalogLists.NamespaceList;
import io.weir.lineage.catalog.web.CatalogLists.SourceList;
import io.weir.lineage.graph.NodeDetails;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Lineage")
class CatalogController {

    private static final String PAGES =
            "Of each at most 100 neighbours a side, and the facets that lists show. A page token goes on where a page "
                    + "ended, wherever that is; an offset is counted from there.";

    private final Catalog catalog;
    private final NodeDetails details;

    CatalogController(Catalog catalog, NodeDetails details) {
        this.catalog = catalog;
        this.details = details;
    }

    @GetMapping("/api/v1/namespaces")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "listNamespaces", summary = "The namespaces of jobs and datasets")
    NamespaceList namespaces(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable String pageToken) {
        Page<String> page = catalog.namespaces(PageRequest.of(limit, pageToken), passedOver(offset));
        List<CatalogNamespace> items = page.items().stream()
                .map(name -> new CatalogNamespace(name, false))
                .toList();
        return new NamespaceList(items, page.nextPageToken());
    }

    @GetMapping("/api/v1/sources")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "listSources", summary = "The namespaces of datasets, as the places that hold them")
    SourceList sources(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable String pageToken) {
        Page<DatasetSource> page = catalog.sources(PageRequest.of(limit, pageToken), passedOver(offset));
        return new SourceList(page.items().stream().map(CatalogSource::of).toList(), page.nextPageToken());
    }

    @GetMapping("/api/v1/namespaces/{namespace}/jobs")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "listNamespaceJobs",
            summary = "The jobs of a namespace, by name, with their latest runs, tags and owners",
            description = PAGES)
    JobList jobs(
            @PathVariable String namespace,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable String pageToken) {
        Page<NodeName> page =
                catalog.list(NodeName.Type.JOB, namespace, PageRequest.of(limit, pageToken), passedOver(offset));
        return new JobList(
                details.jobs(page.items()), catalog.count(NodeName.Type.JOB, namespace), page.nextPageToken());
    }

    @GetMapping("/api/v1/namespaces/{namespace}/datasets")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "listNamespaceDatasets",
            summary = "The datasets of a namespace, by name, with their columns, tags and owners",
            description = PAGES)
    DatasetList datasets(
            @PathVariable String namespace,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset,
            @RequestParam(required = false) @Nullable String pageToken) {
        Page<NodeName> page =
                catalog.list(NodeName.Type.DATASET, namespace, PageRequest.of(limit, pageToken), passedOver(offset));
        return new DatasetList(
                details.datasets(page.items()), catalog.count(NodeName.Type.DATASET, namespace), page.nextPageToken());
    }

    @DeleteMapping("/api/v1/namespaces/{namespace}/jobs/{job}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB, named = "job")
    @Operation(operationId = "purgeJob", summary = "Takes a job out of the graph, with its runs")
    void purgeJob(@PathVariable String namespace, @PathVariable String job) {
        purge(NodeName.job(new EntityName(namespace, job)), LineageProblem.JOB_NOT_FOUND);
    }

    @DeleteMapping("/api/v1/namespaces/{namespace}/datasets/{dataset}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB)
    @Operation(operationId = "purgeDataset", summary = "Takes a dataset out of the graph")
    void purgeDataset(@PathVariable String namespace, @PathVariable String dataset) {
        purge(NodeName.dataset(new EntityName(namespace, dataset)), LineageProblem.DATASET_NOT_FOUND);
    }

    private void purge(NodeName name, LineageProblem otherwise) {
        if (!catalog.purge(name)) {
            throw new ProblemException(otherwise, "There is no " + name.nodeId());
        }
    }

    private static int passedOver(@Nullable Integer offset) {
        int passed = offset == null ? 0 : offset;
        if (passed < 0 || passed > Catalog.COUNTED) {
            throw ProblemException.invalid("offset", "is out of range", passed, "0 to " + Catalog.COUNTED);
        }
        return passed;
    }
}
