package io.weir.ingest.pipeline;

import io.weir.ingest.sink.Generations;
import io.weir.ingest.sink.Owner;
import io.weir.ingest.stage.StreamSide;
import io.weir.support.paging.PageRequest;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All pipelines, with their states. */
public interface Pipelines {

    /**
     * Keeps a new pipeline; says whether its name was free, and not even taken by one that is another by case alone: warehouses do not
     * tell their tables apart by that, and some are called by what belongs to which pipeline. It goes on where a deleted one of its name was, if it reads the same
     * topic and writes the same tables; else it begins another generation, and so where its definition says. To be called in a
     * transaction.
     */
    boolean add(PipelineDefinition definition, String maker);

    Optional<Pipeline> find(String name);

    /** Those of some names that there are. */
    List<Pipeline> find(Collection<String> names);

    /**
     * In order of their names; one more than asked for, where there are more.
     *
     * @param state those in this state alone; null is all of them
     */
    List<Pipeline> list(PageRequest page, PipelineState.@Nullable Name state);

    /** Those at work: they have a unit of their pool. */
    List<Pipeline> active();

    /**
     * Compares and sets.
     *
     * @return whether the state was {@code from}, so that it is {@code to} now
     */
    boolean move(String name, PipelineState from, PipelineState to);

    /**
     * Forgets a pipeline that is idle; says whether it was one, so that it is gone now.
     *
     * @param onlyAsRead whether to leave it, and answer false, where anything of it changed since it was read
     */
    boolean remove(Pipeline read, boolean onlyAsRead);

    /**
     * Hands a pipeline over.
     *
     * @param onlyAsRead whether to leave it where anything of it changed since it was read
     * @return whether it was still whose it was when it was read, so that it is another's now
     */
    boolean handOver(Pipeline read, String maker, boolean onlyAsRead);

    /**
     * Gives a pipeline another definition, unless it changed since it was read, or is at work.
     *
     * @return whether it did
     */
    boolean change(Pipeline read, PipelineDefinition definition);

    /**
     * Begins another reading of the topic, unless the pipeline changed since it was read, or is at work. To be called in a
     * transaction.
     *
     * @param definition what the pipeline is to do from then on
     * @param starts where partitions begin that is decided already
     * @return whether it did
     */
    boolean reset(Pipeline read, PipelineDefinition definition, Generations generations, Map<Integer, Long> starts);

    /** Where partitions of a pipeline began in its generation. */
    Map<Integer, Long> starts(Owner owner);

    /**
     * Notes where partitions begin in a generation, all at once; of those for which it is noted already, nothing.
     *
     * @return what is noted of them
     */
    Map<Integer, Long> recordStarts(Owner owner, Map<Integer, Long> firsts);

    /**
     * Notes that partitions are written up to the ends to which a run drains. Nothing is known any more of the runs before.
     *
     * @return all of which that is noted
     */
    Set<Integer> recordReached(String name, UUID run, Set<Integer> partitions);

    /**
     * Notes which topic is read in a generation, unless that is noted already.
     *
     * @param side whether it is the pipeline's own, or joined with it
     * @param identity what tells it from others of its name
     * @return what is noted
     */
    String recordTopic(Owner owner, StreamSide side, String identity);

    /**
     * Notes that records from {@code expected} up to {@code found} were gone from a partition.
     *
     * @return how many of them nobody knew of: a session that ends before it wrote anything leaves the gap to the next one
     */
    long recordGap(String name, int partition, long expected, long found);

    /**
     * How many records were gone, by partition.
     *
     * @param since of the gaps that were noted from then on
     */
    Map<Integer, Long> lost(String name, Instant since);
}
