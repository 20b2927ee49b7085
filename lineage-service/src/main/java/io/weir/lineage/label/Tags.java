package io.weir.lineage.label;

import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import org.jspecify.annotations.Nullable;

/** All tags by name. */
public interface Tags {

    /** Passing over stops here; pages know no end. */
    int PASSED_OVER = 10_000;

    /** One page, by name: one index scan of as many rows, and of those that are passed over. */
    Page<NamedTag> list(PageRequest request, int passedOver);

    /** Makes a tag, or says something else of it. */
    NamedTag put(String name, @Nullable String description);
}
