package io.weir.ingest.entity;

import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What stores of some kinds have. Each method throws a problem where the store does not answer, or refuses. */
interface StoreEntities {

    /** Whether it is for stores of this kind. */
    boolean isFor(String kind);

    /** A page of what lies in a folder; see {@link io.weir.ingest.source.SourceEntities#list}. */
    EntityPage list(StoreAddress store, String folder, String prefix, String from, int limit);

    /** What has a path; nothing where there is no such. */
    Optional<EntityDetails> find(StoreAddress store, String path);

    /** Some rows of what has a path and is there. */
    DryRun sample(StoreAddress store, String path, @Nullable RecordFormat format, DryRunLimits limits);

    /** Adds rows to what has a path and is there: all of them, where the store can promise that. */
    void insert(StoreAddress store, String path, List<Map<String, @Nullable Object>> rows);
}
