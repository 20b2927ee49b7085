package io.weir.ingest.worker;

import io.weir.ingest.pipeline.PipelineTarget;
import java.sql.SQLException;

/** The table that a pipeline writes, where it writes one alone. */
enum Destination {
    WAREHOUSE {
        @Override
        PipelineTarget target(String table) {
            return new PipelineTarget(new PipelineTarget.WarehouseTarget("lake", table), null);
        }

        @Override
        String ids(String table) throws SQLException {
            return WorkerTest.inLake(table, "select count(*), count(distinct id), max(id)")
                    .get(0);
        }
    },
    DELTA {
        @Override
        PipelineTarget target(String table) {
            return new PipelineTarget(null, new PipelineTarget.DeltaTarget(table));
        }

        @Override
        String ids(String table) throws SQLException {
            return WorkerTest.select(table, "concat_ws('|', count(*), count(distinct id), max(id))");
        }
    };

    abstract PipelineTarget target(String table);

    /** How many rows a table has, with how many ids, and the greatest of these. */
    abstract String ids(String table) throws SQLException;
}
