package io.weir.benchmarks.ingest;

import io.weir.benchmarks.measure.Trial;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several pipelines that begin together, until the last one has committed everything. */
public final class PipelinesAtOnce implements Trial {

    private final String name;
    private final List<PipelineLoad> loads;

    public PipelinesAtOnce(String name, List<PipelineLoad> loads) {
        this.name = name;
        this.loads = List.copyOf(loads);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(loads.size());
        try {
            double longest = 0;
            for (Future<Double> load : threads.invokeAll(
                    loads.stream().map(load -> (Callable<Double>) load::run).toList())) {
                longest = Math.max(longest, load.get());
            }
            return longest;
        } finally {
            threads.shutdownNow();
        }
    }
}
