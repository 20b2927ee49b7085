package io.weir.ingest.pool;

import io.weir.ingest.dependent.Dependent;
import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All pools. What changes one compares the revision that was read, and says whether it was still that one. */
public interface ComputePools {

    /** Keeps a new pool, which runs; says whether its name was free. */
    boolean add(String name, PoolDefinition definition, String owner);

    Optional<ComputePool> find(String name);

    /** In order of their names; one more than asked for, where there are more. */
    List<ComputePool> list(PageRequest page, @Nullable PoolState state);

    boolean change(ComputePool read, PoolDefinition definition);

    /**
     * Hands it over; false where it is not the owner's any more that was read.
     *
     * @param onlyAsRead whether to leave it, and answer false, where anything of it changed since it was read
     */
    boolean handOver(ComputePool read, String owner, boolean onlyAsRead);

    /** Lets a pool run; says whether it did not. */
    boolean start(String name);

    /** Suspends a pool until somebody starts it; says whether that was not so. */
    boolean stop(String name);

    /**
     * Forgets a pool.
     *
     * @throws org.springframework.dao.DataIntegrityViolationException if a pipeline names it
     */
    boolean remove(ComputePool read);

    /** The pipelines that name a pool, in order of their names. */
    List<Dependent> users(String name);
}
