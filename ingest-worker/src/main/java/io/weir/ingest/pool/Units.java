package io.weir.ingest.pool;

import java.util.Collection;

/** Which pipelines run: each needs a unit of its pool, and there are so many. */
public interface Units {

    /**
     * Has everybody else who wants to change units wait for the transaction in hand. To be called before a pipeline is changed
     * in it, so that two never wait in a circle.
     */
    void hold();

    /**
     * Gives units to those that wait, as far as there are any for pools that are served here, and takes them from those whose
     * pool has none for them any more. Whoever has one keeps it before others; the first {@code minUnits} of a pool come before
     * those that another pool has beyond its own.
     */
    void settle();

    /** Wakes a pool that is suspended for idleness, since somebody has something to do for it. */
    void wake(String pool);

    /** Notes that pipelines had something to do. */
    void busy(Collection<String> pipelines);

    /**
     * Suspends those pools that are served here whose pipelines had nothing to do for as long as they say; says whether there
     * were any. Of others nobody here knows whether something came.
     */
    boolean suspendIdle();
}
