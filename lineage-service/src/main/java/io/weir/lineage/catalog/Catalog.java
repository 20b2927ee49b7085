package io.weir.lineage.catalog;

import io.weir.lineage.openlineage.NodeName;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.util.List;

/** What there is. */
public interface Catalog {

    /** Counting stops here. */
    int COUNTED = 10_000;

    /** The namespaces of jobs and datasets, by name: four probes of an index for each on the page, or passed over. */
    Page<String> namespaces(PageRequest request, int passedOver);

    /** The namespaces of datasets with their times, by name. Reads all datasets of those on the page. */
    Page<DatasetSource> sources(PageRequest request, int passedOver);

    /** Jobs or datasets of a namespace by name: one index scan of as many rows, and of those that are passed over. */
    Page<NodeName> list(NodeName.Type type, String namespace, PageRequest request, int passedOver);

    /** How many a namespace has, {@link #COUNTED} at most. */
    int count(NodeName.Type type, String namespace);

    /** Jobs and datasets whose names hold a text in any case, latest first. Reads all names. */
    List<CatalogEntry> search(CatalogSearch search, int limit);

    /**
     * Takes a job or a dataset out of the graph with its edges, runs and facets; its events stay in the log. An event
     * that names it later brings it back.
     *
     * @return whether it was there
     */
    boolean purge(NodeName name);
}
