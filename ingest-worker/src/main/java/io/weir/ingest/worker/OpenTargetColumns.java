package io.weir.ingest.worker;

import io.weir.ingest.decode.StructType;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.TargetColumns;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Asks the tables themselves. */
@Component
class OpenTargetColumns implements TargetColumns {

    private final Targets targets;

    OpenTargetColumns(Targets targets) {
        this.targets = targets;
    }

    @Override
    public StructType of(Pipeline pipeline, StructType wider) {
        try (OpenTargets open = targets.open(pipeline)) {
            StructType known = pipeline.makesRowsOfSeveral() ? open.tableColumns() : open.columns();
            return open.widened(known, wider);
        } catch (SQLException | DeltaException failed) {
            throw ProblemException.unavailable(
                    "the tables of pipeline " + pipeline.name() + " cannot be looked at: " + failed.getMessage(),
                    Duration.ofSeconds(1),
                    failed);
        }
    }
}
