package io.weir.standalone.bench;

import io.weir.client.model.DeltaTarget;
import io.weir.client.model.PipelineTarget;
import io.weir.client.model.WarehouseTarget;

/** Where a measured pipeline leads. */
enum IngestPath {
    WAREHOUSE("ingest.warehouse") {
        @Override
        PipelineTarget target(int repetition) {
            return new PipelineTarget()
                    .warehouse(new WarehouseTarget().store(BenchTopic.WAREHOUSE).table(table(repetition)));
        }
    },
    DELTA("ingest.delta") {
        @Override
        PipelineTarget target(int repetition) {
            return new PipelineTarget().delta(new DeltaTarget().table(table(repetition)));
        }
    };

    private final String measure;

    IngestPath(String measure) {
        this.measure = measure;
    }

    /** The name of the result. */
    String measure() {
        return measure;
    }

    /** A table of its own for each repetition. */
    abstract PipelineTarget target(int repetition);

    private static String table(int repetition) {
        return "bench_" + repetition;
    }
}
