package io.weir.lineage.catalog.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.LineageProblem;
import io.weir.lineage.catalog.Catalog;
import io.weir.lineage.catalog.CatalogEntry;
import io.weir.lineage.catalog.CatalogSearch;
import io.weir.lineage.catalog.web.CatalogLists.CatalogItem;
import io.weir.lineage.catalog.web.CatalogLists.CatalogNamespace;
import io.weir.lineage.catalog.web.CatalogLists.DatasetList;
import io.weir.lineage.catalog.web.CatalogLists.JobList;
import io.weir.lineage.catalog.web.CatalogLists.NamespaceList;
import io.weir.lineage.catalog.web.CatalogLists.SearchResults;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
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

    private final Catalog catalog;

    CatalogController(Catalog catalog) {
        this.catalog = catalog;
    }

    @GetMapping("/api/v1/namespaces")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "listNamespaces", summary = "The namespaces of jobs and datasets")
    NamespaceList namespaces() {
        return new NamespaceList(catalog.namespaces().stream()
                .map(name -> new CatalogNamespace(name, false))
                .toList());
    }

    @GetMapping("/api/v1/namespaces/{namespace}/jobs")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "listNamespaceJobs", summary = "The jobs of a namespace, by name")
    JobList jobs(
            @PathVariable String namespace,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        return new JobList(
                list(NodeName.Type.JOB, namespace, limit, offset), catalog.count(NodeName.Type.JOB, namespace));
    }

    @GetMapping("/api/v1/namespaces/{namespace}/datasets")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(operationId = "listNamespaceDatasets", summary = "The datasets of a namespace, by name")
    DatasetList datasets(
            @PathVariable String namespace,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable Integer offset) {
        return new DatasetList(
                list(NodeName.Type.DATASET, namespace, limit, offset), catalog.count(NodeName.Type.DATASET, namespace));
    }

    @GetMapping("/api/v1/search")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "searchNames",
            summary = "Jobs and datasets whose names hold a text, latest first",
            description = "Those that were found can be sorted by NAME; which are found stays the same.")
    SearchResults search(
            @RequestParam String q,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) NodeName.@Nullable Type filter,
            @RequestParam(required = false) @Nullable SearchOrder sort,
            @RequestParam(required = false) @Nullable String namespace) {
        if (q.isBlank() || q.indexOf('\0') >= 0) {
            throw ProblemException.invalid("q", "is no text to look for", q, "one character at least");
        }
        SearchOrder order = sort == null ? SearchOrder.UPDATE_AT : sort;
        int most = PageRequest.of(limit, null).limit();
        List<CatalogItem> found = items(order.sort(catalog.search(new CatalogSearch(q, filter, namespace), most)));
        return new SearchResults(found.size(), found);
    }

    /** Marquez' own web interface asks with a slash at the end. */
    @Hidden
    @GetMapping("/api/v1/search/")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    SearchResults searchWithSlash(
            @RequestParam String q,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) NodeName.@Nullable Type filter,
            @RequestParam(required = false) @Nullable SearchOrder sort,
            @RequestParam(required = false) @Nullable String namespace) {
        return search(q, limit, filter, sort, namespace);
    }

    @DeleteMapping("/api/v1/namespaces/{namespace}/jobs/{job}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresGrant(value = Privilege.MANAGE, on = ResourceKind.JOB)
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

    private List<CatalogItem> list(
            NodeName.Type type, String namespace, @Nullable Integer limit, @Nullable Integer offset) {
        int passed = offset == null ? 0 : offset;
        if (passed < 0 || passed > Catalog.COUNTED) {
            throw ProblemException.invalid("offset", "is out of range", passed, "0 to " + Catalog.COUNTED);
        }
        return items(catalog.list(type, namespace, PageRequest.of(limit, null).limit(), passed));
    }

    private static List<CatalogItem> items(List<CatalogEntry> entries) {
        return entries.stream().map(CatalogItem::of).toList();
    }
}
