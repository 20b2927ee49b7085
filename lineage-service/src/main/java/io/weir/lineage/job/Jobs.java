package io.weir.lineage.job;

import io.weir.lineage.openlineage.EntityName;
import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Jobs, by namespace and name. */
public interface Jobs {

    /** One page, by namespace and name: one index scan of as many rows, wherever the page lies. */
    Page<Job> list(PageRequest request);

    /** Those of a name, in whatever namespaces. */
    Page<Job> named(String name, PageRequest request);

    /** Whose jobs of a name are, in whatever namespaces: each owner once. */
    List<String> owners(String name);

    /**
     * Whether a job is another's now.
     *
     * @param read whose it was when that was looked at; null where it was nobody's
     */
    boolean handOver(EntityName job, @Nullable String read, String owner);
}
