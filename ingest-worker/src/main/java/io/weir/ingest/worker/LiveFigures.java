package io.weir.ingest.worker;

import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.RunFigures;
import io.weir.ingest.run.RunData;
import io.weir.support.problem.ProblemException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Figures out of the session that is at work here. */
@Component
class LiveFigures implements RunFigures {

    private static final Logger LOG = LoggerFactory.getLogger(LiveFigures.class);

    private final PipelineWorkers workers;
    private final RunSummary summary;

    LiveFigures(PipelineWorkers workers, RunSummary summary) {
        this.workers = workers;
        this.summary = summary;
    }

    @Override
    public RunData soFar(Pipeline pipeline) {
        Optional<SessionProgress> session =
                workers.runner(pipeline.name()).flatMap(PipelineRunner::live).filter(live -> live.isOf(pipeline));
        try {
            return session.map(live -> summary.ofWarehouse(pipeline, live.watermarks()))
                    .orElse(RunData.NONE);
        } catch (ProblemException unknown) {
            LOG.info(
                    "what the run of pipeline {} that is stopped has read is told later: {}",
                    pipeline.name(),
                    unknown.getMessage());
            return RunData.NONE;
        }
    }
}
