package io.weir.ingest.worker;

import io.weir.ingest.DataFolder;
import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.pipeline.BatchLimits;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineState;
import io.weir.ingest.pipeline.PipelineStores;
import io.weir.ingest.pipeline.Pipelines;
import io.weir.ingest.source.Brokers;
import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceIdentity;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.Subscription;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.stage.StagingFolder;
import io.weir.support.tracing.Spans;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Puts sessions together, and takes them apart whatever happened. */
@Component
class Sessions {

    private final Pipelines pipelines;
    private final PipelineStores stores;
    private final Brokers brokers;
    private final Targets targets;
    private final DataFolder data;
    private final PipelineMetrics metrics;
    private final StagedFiles files;
    private final RecordReaders readers;
    private final Spans spans;
    private final InFlightSettings inFlight;

    Sessions(
            Pipelines pipelines,
            PipelineStores stores,
            Brokers brokers,
            Targets targets,
            DataFolder data,
            PipelineMetrics metrics,
            StagedFiles files,
            RecordReaders readers,
            Spans spans,
            InFlightSettings inFlight) {
        this.inFlight = inFlight;
        this.spans = spans;
        this.pipelines = pipelines;
        this.stores = stores;
        this.brokers = brokers;
        this.targets = targets;
        this.data = data;
        this.metrics = metrics;
        this.files = files;
        this.readers = readers;
    }

    /**
     * Runs one session to its end.
     *
     * @param state what the pipeline is to do now
     * @param alarm to be rung when that changes
     * @return whether the pipeline drained
     */
    boolean run(Pipeline pipeline, Supplier<PipelineState> state, Consumer<SessionProgress> entered, Alarm alarm)
            throws SQLException, InterruptedException {
        Subscription read = stores.subscription(pipeline);
        try (OpenTargets open = targets.open(pipeline)) {
            return run(pipeline, read, open, state, entered, alarm);
        }
    }

    private boolean run(
            Pipeline pipeline,
            Subscription read,
            OpenTargets open,
            Supplier<PipelineState> state,
            Consumer<SessionProgress> entered,
            Alarm alarm)
            throws SQLException, InterruptedException {
        try (StagingFolder folder = StagingFolder.open(data.staging(), files);
                Decoders decoders = readers.decoders(pipeline, open.decoding(), folder)) {
            targets.finishReplay(pipeline, open.decoding());
            PartitionNotes notes = new PartitionNotes(pipeline, pipelines, metrics);
            SessionProgress progress = new SessionProgress(pipeline, open, notes.starts());
            BatchDecoder decoder = decoders.of(open);
            entered.accept(progress);
            BatchLimits limits = pipeline.batchOfUnit().within(inFlight.bytes().toBytes());
            try (BatchWriter writer = new BatchWriter(
                    pipeline.name(),
                    inFlight.bytes().toBytes(),
                    decoder,
                    new BatchSpans(spans, read),
                    metrics.of(pipeline.name(), progress),
                    alarm::ring)) {
                Intake intake = new Intake(open.sinks(), folder, limits, writer::submit);
                Session session = new Session(pipeline, open, intake, writer, progress, notes);
                return run(session, read, state, alarm);
            } finally {
                progress.leave();
            }
        } catch (SQLException | WriteFailure failed) {
            open.failed(failed);
            throw failed;
        }
    }

    private boolean run(Session session, Subscription read, Supplier<PipelineState> state, Alarm alarm)
            throws SQLException, InterruptedException {
        Leaving leaving = new Leaving(session);
        try (Source source = brokers.open(read, leaving)) {
            try {
                alarm.wakes(source);
                return session.run(source, state);
            } finally {
                alarm.wakes(null);
                leaving.leave();
            }
        }
    }

    /** Closing a consumer revokes its partitions too; by then the session has ended, well or not. */
    private static final class Leaving implements SourceListener {
        private final Session session;
        private boolean left;

        Leaving(Session session) {
            this.session = session;
        }

        void leave() {
            left = true;
        }

        @Override
        public Map<Integer, Long> assigned(Set<Integer> partitions) {
            return session.assigned(partitions);
        }

        @Override
        public void reading(SourceIdentity identity) {
            session.reading(identity);
        }

        @Override
        public Map<Integer, Long> begins(Map<Integer, Long> firsts) {
            return session.begins(firsts);
        }

        @Override
        public void revoked(Set<Integer> partitions) {
            if (!left) {
                session.revoked(partitions);
            }
        }

        @Override
        public void lost(Set<Integer> partitions) {
            if (!left) {
                session.lost(partitions);
            }
        }

        @Override
        public void gap(int partition, long expected, long found) {
            session.gap(partition, expected, found);
        }
    }
}
