package io.weir.ingest.pipeline;

import io.weir.support.paging.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All pipelines, with their states. */
public interface Pipelines {

    /** Keeps a new pipeline; says whether its name was free. */
    boolean add(PipelineDefinition definition);

    Optional<Pipeline> find(String name);

    /** In order of their names; one more than asked for, where there are more. */
    List<Pipeline> list(PageRequest page);

    /** Those at work. */
    List<Pipeline> active();

    /**
     * Compares and sets.
     *
     * @return whether the state was {@code from}, so that it is {@code to} now
     */
    boolean move(String name, PipelineState from, PipelineState to);

    /** Forgets a pipeline that is idle; says whether it was one, so that it is gone now. */
    boolean remove(String name);

    /** Where partitions of a pipeline began. */
    Map<Integer, Long> starts(String name);

    /**
     * Notes where a partition begins, unless that is noted already.
     *
     * @return what is noted
     */
    long recordStart(String name, int partition, long first);

    /** Notes that records from {@code expected} up to {@code found} were gone from a partition. */
    void recordGap(String name, int partition, long expected, long found);
}
