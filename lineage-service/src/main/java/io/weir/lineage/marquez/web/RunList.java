package io.weir.lineage.marquez.web;

import io.weir.lineage.run.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of runs, twice: as this service tells of them, and as Marquez does.
 *
 * @param nextPageToken of the page that follows; absent on the last one
 * @param totalCount of the job's runs, counted up to 10,000
 */
record RunList(List<Run> items, @Nullable String nextPageToken, List<MarquezRun> runs, int totalCount) {}
