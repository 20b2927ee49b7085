package io.weir.ingest.relation;

import io.weir.ingest.dependent.Dependent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pipelines and relations that use stores, which are kept elsewhere. */
public interface UsersOfStores {

    /**
     * Those of a store, in the order of their kinds and names.
     *
     * @param topic those alone that read this topic of it, or stand for it; null for all
     */
    List<Dependent> of(String store, @Nullable String topic);
}
