package io.weir.lineage.marquez;

import io.weir.lineage.openlineage.NodeName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads that only Marquez' readers need. */
public interface MarquezReads {

    /** Counting stops here. */
    int COUNTED = 10_000;

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
