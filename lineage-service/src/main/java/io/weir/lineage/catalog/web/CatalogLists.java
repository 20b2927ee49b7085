package io.weir.lineage.catalog.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.lineage.catalog.CatalogEntry;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import java.time.Instant;
import java.util.List;

/** Lists in Marquez's shape. */
final class CatalogLists {

    private CatalogLists() {}

    /** A namespace, which is there because something in it is. */
    record CatalogNamespace(
            String name, @JsonProperty("isHidden") boolean hidden) {}

    record NamespaceList(List<CatalogNamespace> namespaces) {}

    /** A job or a dataset by name. */
    record CatalogItem(
            EntityName id,
            NodeName.Type type,
            String namespace,
            String name,
            String nodeId,
            Instant createdAt,
            Instant updatedAt) {

        static CatalogItem of(CatalogEntry entry) {
            EntityName name = entry.name().name();
            return new CatalogItem(
                    name,
                    entry.name().type(),
                    name.namespace(),
                    name.name(),
                    entry.name().nodeId(),
                    entry.createdAt(),
                    entry.updatedAt());
        }
    }

    /** Jobs of a namespace; counted up to 10,000. */
    record JobList(List<CatalogItem> jobs, int totalCount) {}

    /** Datasets of a namespace; counted up to 10,000. */
    record DatasetList(List<CatalogItem> datasets, int totalCount) {}

    /** What was found; counts what is told here. */
    record SearchResults(int totalCount, List<CatalogItem> results) {}
}
