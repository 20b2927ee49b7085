package io.weir.lineage.catalog.web;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.weir.lineage.catalog.Catalog;
import io.weir.lineage.catalog.CatalogEntry;
import io.weir.lineage.catalog.CatalogSearch;
import io.weir.lineage.catalog.web.CatalogLists.CatalogItem;
import io.weir.lineage.catalog.web.CatalogLists.SearchResults;
import io.weir.lineage.label.Labels;
import io.weir.lineage.label.NodeLabels;
import io.weir.lineage.openlineage.NodeName;
import io.weir.support.access.Privilege;
import io.weir.support.access.RequiresGrant;
import io.weir.support.access.ResourceKind;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Lineage")
class SearchController {

    private final Catalog catalog;
    private final Labels labels;

    SearchController(Catalog catalog, Labels labels) {
        this.catalog = catalog;
        this.labels = labels;
    }

    @GetMapping("/api/v1/search")
    @RequiresGrant(value = Privilege.SELECT, on = ResourceKind.JOB)
    @Operation(
            operationId = "searchNames",
            summary = "Jobs and datasets whose names hold a text, or that have a tag or an owner, latest first",
            description = "Those that were found can be sorted by NAME; which are found stays the same. A tag is found "
                    + "on a column, too. Without q, a tag or an owner is needed.")
    SearchResults search(
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) NodeName.@Nullable Type filter,
            @RequestParam(required = false) @Nullable SearchOrder sort,
            @RequestParam(required = false) @Nullable String namespace,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String owner) {
        if (q == null ? tag == null && owner == null : q.isBlank()) {
            throw ProblemException.invalid("q", "is no text to look for", q, "one character at least");
        }
        CatalogSearch search = new CatalogSearch(Objects.requireNonNullElse(q, ""), filter, namespace, tag, owner);
        SearchOrder order = sort == null ? SearchOrder.UPDATE_AT : sort;
        List<CatalogItem> found = items(
                order.sort(catalog.search(search, PageRequest.of(limit, null).limit())));
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
        return search(q, limit, filter, sort, namespace, null, null);
    }

    private List<CatalogItem> items(List<CatalogEntry> entries) {
        Map<UUID, NodeLabels> labelsOf =
                labels.of(entries.stream().map(entry -> entry.name().key()).toList());
        return entries.stream()
                .map(entry ->
                        CatalogItem.of(entry, labelsOf.getOrDefault(entry.name().key(), NodeLabels.NONE)))
                .toList();
    }
}
