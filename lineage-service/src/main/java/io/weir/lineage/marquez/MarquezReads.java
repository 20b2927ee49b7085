package io.weir.lineage.marquez;

import io.weir.lineage.openlineage.NodeName;
import io.weir.lineage.run.RunState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads that only Marquez' readers need. */
public interface MarquezReads {

    /** Counting stops here. */
    int COUNTED = 10_000;

    /**
     * Jobs by namespace and name. Reads them by index until there are enough: of states that few latest runs are in, all.
     *
     * @param namespace exactly; null for all
     * @param latest states that the latest run may be in; empty for any, and none
     */
    List<NodeName> jobs(@Nullable String namespace, Set<RunState> latest, int limit, int offset);

    /** How many {@link #jobs} there are, {@link #COUNTED} at most. */
    int countJobs(@Nullable String namespace, Set<RunState> latest);

    /** When runs were told of first and last: one probe of an index each. */
    Map<UUID, RunTimes> times(Collection<UUID> runs);

    /** How many runs a job has, {@link #COUNTED} at most. */
    int countRuns(UUID job);

    /** States of a dataset, newest first. Reads the head of two indexes as far as the page goes, and three events a run. */
    List<DatasetVersion> versions(NodeName dataset, int limit, int offset);

    /** How many states a dataset has, {@link #COUNTED} at most. */
    int countVersions(NodeName dataset);

    /** One state of a dataset. */
    Optional<DatasetVersion> version(NodeName dataset, String version);
}
