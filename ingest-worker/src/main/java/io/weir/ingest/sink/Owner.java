package io.weir.ingest.sink;

import java.time.Instant;

/** In whose name something is written: a pipeline, in a reading of its topic. */
public record Owner(String pipeline, Generations generations) {

    /** A pipeline that was never reset. */
    public static Owner of(String pipeline) {
        return new Owner(pipeline, Generations.FIRST);
    }

    /** Its generation in a partition. */
    public long generation(int partition) {
        return generations.of(partition);
    }

    /** What to say to an owner where a sink knows a later generation, or may know one. */
    public StaleOwnerException overtaken(int partition) {
        long own = generation(partition);
        String known = own == 0 ? "knows of no reset" : "knows of no reset after " + Instant.ofEpochMilli(own);
        return new StaleOwnerException("partition " + partition + " of pipeline " + pipeline
                + " was reset for this target, and who would write here " + known
                + ". If this lasts, the service's database is older than the target: reset the pipeline");
    }
}
