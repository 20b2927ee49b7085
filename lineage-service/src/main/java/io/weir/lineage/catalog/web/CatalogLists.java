package io.weir.lineage.catalog.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.weir.lineage.catalog.CatalogEntry;
import io.weir.lineage.catalog.DatasetSource;
import io.weir.lineage.graph.DatasetDetails;
import io.weir.lineage.graph.JobDetails;
import io.weir.lineage.label.NodeLabels;
import io.weir.lineage.label.NodeOwner;
import io.weir.lineage.openlineage.EntityName;
import io.weir.lineage.openlineage.NodeName;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Lists in Marquez's shape. */
final class CatalogLists {

    private CatalogLists() {}

    /** A namespace, which is there because something in it is. */
    record CatalogNamespace(
            String name, @JsonProperty("isHidden") boolean hidden) {}

    /** One page of the namespaces. */
    record NamespaceList(
            List<CatalogNamespace> namespaces, @Nullable String nextPageToken) {}

    /** A job or a dataset by name, with its tags and owners. */
    record CatalogItem(
            EntityName id,
            NodeName.Type type,
            String namespace,
            String name,
            String nodeId,
            Instant createdAt,
            Instant updatedAt,
            List<String> tags,
            List<NodeOwner> owners) {

        static CatalogItem of(CatalogEntry entry, NodeLabels labels) {
            EntityName name = entry.name().name();
            return new CatalogItem(
                    name,
                    entry.name().type(),
                    name.namespace(),
                    name.name(),
                    entry.name().nodeId(),
                    entry.createdAt(),
                    entry.updatedAt(),
                    labels.tags(),
                    labels.owners());
        }
    }

    /** One page of a namespace's jobs, and how many it has, counted up to 10,000. */
    record JobList(
            List<JobDetails> jobs, int totalCount, @Nullable String nextPageToken) {}

    /** One page of a namespace's datasets, and how many it has, counted up to 10,000. */
    record DatasetList(
            List<DatasetDetails> datasets,
            int totalCount,
            @Nullable String nextPageToken) {}

    /**
     * A place that holds datasets, in Marquez' words.
     *
     * @param type the scheme of its address in capitals, as in S3; of a name that is no address, the name
     */
    record CatalogSource(String type, String name, Instant createdAt, Instant updatedAt, String connectionUrl) {

        static CatalogSource of(DatasetSource source) {
            int scheme = source.name().indexOf("://");
            String type = scheme < 0 ? source.name() : source.name().substring(0, scheme);
            return new CatalogSource(
                    type.toUpperCase(Locale.ROOT),
                    source.name(),
                    source.createdAt(),
                    source.updatedAt(),
                    source.name());
        }
    }

    /** One page of the places that hold datasets. */
    record SourceList(List<CatalogSource> sources, @Nullable String nextPageToken) {}

    /** What was found; counts what is told here. */
    record SearchResults(int totalCount, List<CatalogItem> results) {}
}
