package io.weir.lineage.run;

import io.weir.support.paging.Page;
import io.weir.support.paging.PageRequest;
import java.util.Optional;
import java.util.UUID;

/** Runs, by id. */
public interface Runs {

    /** One run with its datasets and facets: four reads by key, or one where there is no such run. */
    Optional<Run> find(UUID id);

    /**
     * One page of a job's runs, latest first, without their datasets and facets: one range of an index.
     *
     * @param passedOver how many are left out before the page begins
     */
    Page<Run> ofJob(UUID job, PageRequest request, int passedOver);

    /** One page of runs of all jobs, latest first, without their datasets and facets: one range of an index, or one for each job of a name. */
    Page<Run> search(RunSearch search, PageRequest request);

    /** One page of the runs that name this one as their parent, without their datasets and facets. */
    Page<Run> children(UUID parent, PageRequest request);
}
