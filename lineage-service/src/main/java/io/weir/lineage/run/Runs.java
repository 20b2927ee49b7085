package io.weir.lineage.run;

import java.util.Optional;
import java.util.UUID;

/** Runs, by id. */
public interface Runs {

    /** One run with its datasets and facets: three reads by key, or one where there is no such run. */
    Optional<Run> find(UUID id);
}
