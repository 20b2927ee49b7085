package io.weir.lineage.job;

import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;

/** Jobs, by namespace and name. */
public interface Jobs {

    /** One page, by namespace and name: one index scan of as many rows, wherever the page lies. */
    Page<Job> list(PageRequest request);
}
