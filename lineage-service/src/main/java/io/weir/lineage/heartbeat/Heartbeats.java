package io.weir.lineage.heartbeat;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signs of life of runs. */
public interface Heartbeats {

    /** Notes that a run is alive now, by the database's clock, and watches it from now on. */
    void beat(UUID run);

    /** What is known of the life of these runs; those that are not watched are left out. One statement by key. */
    Map<UUID, Liveness> of(Collection<UUID> runs);

    /**
     * Runs that were lost and are not noted as such, and notes it.
     *
     * @param notBefore timeouts begin then at the earliest
     */
    List<WatchedRun> takeLost(Instant notBefore);

    /** Runs that are noted as lost and gave a sign of life since, and notes it. */
    List<WatchedRun> takeRecovered();

    /** Watches runs that have ended no more. */
    void forgetEnded();

    /** A run that is watched. */
    record WatchedRun(UUID runId, UUID jobId, String namespace, String job, Instant aliveAt) {}

    /** Seconds without a sign of life after which a job's runs count as lost; null where it is the service's. */
    @Nullable
    Integer timeoutSeconds(UUID job);

    /** Sets the seconds for one job, or takes the service's again where null. */
    void setTimeoutSeconds(UUID job, @Nullable Integer seconds);
}
