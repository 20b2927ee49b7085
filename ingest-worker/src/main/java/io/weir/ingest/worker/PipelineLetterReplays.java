package io.weir.ingest.worker;

import io.weir.ingest.DataFolder;
import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.BatchDecoder;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.deltasink.DeltaException;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.pipeline.Unreadable;
import io.weir.ingest.progress.DeadLetterReplays;
import io.weir.ingest.progress.ReplayedLetters;
import io.weir.ingest.sink.LetterReplay;
import io.weir.ingest.sink.Sink;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.stage.PartitionShare;
import io.weir.ingest.stage.Stage;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.transform.BrokenExpectationException;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Replays dead letters, wherever they lie. */
@Component
class PipelineLetterReplays implements DeadLetterReplays {

    /** Of letters at once. */
    private static final long MOST_BYTES = 32L << 20;

    private final PipelineService pipelines;
    private final Targets targets;
    private final DataFolder data;
    private final StagedFiles files;
    private final RecordReaders readers;

    PipelineLetterReplays(
            PipelineService pipelines, Targets targets, DataFolder data, StagedFiles files, RecordReaders readers) {
        this.pipelines = pipelines;
        this.targets = targets;
        this.data = data;
        this.files = files;
        this.readers = readers;
    }

    @Override
    public ReplayedLetters replay(String name, PageRequest page) {
        Pipeline pipeline = pipelines.get(name);
        pipelines.requireIdle(pipeline, "stop it and replay then");
        String obstacle = obstacle(pipeline);
        if (obstacle != null) {
            throw new ProblemException(IngestProblem.LETTERS_KEPT, "pipeline " + name + " " + obstacle);
        }
        try (OpenTargets open = targets.open(pipeline);
                StagingFolder folder = StagingFolder.open(data.staging(), files)) {
            targets.finishReplay(pipeline, open.decoding());
            LetterReplay replay = targets.letters(pipeline, open.decoding(), page.after());
            Stage stage = folder.nextStage(StagingFolder.buffer());
            if (replay.letters().take(page.limit(), MOST_BYTES, stage) == 0) {
                stage.close();
                return new ReplayedLetters(0, 0, 0, 0, null);
            }
            try (StagedBatch batch = stage.seal()) {
                DecodedBatch decoded = write(pipeline, open, folder, replay, batch);
                targets.finishReplay(pipeline, open.decoding());
                return new ReplayedLetters(
                        batch.records(),
                        decoded.rows(),
                        decoded.filteredRecords(),
                        decoded.rejectedRecords(),
                        replay.letters().hasMore() ? page.token(replay.letters().place()) : null);
            }
        } catch (StaleOwnerException overtaken) {
            throw pipelines.overtaken(name);
        } catch (BrokenExpectationException broken) {
            throw new ProblemException(IngestProblem.LETTERS_KEPT, String.valueOf(broken.getMessage()), null, broken);
        } catch (SourceException unreadable) {
            throw Unreadable.problem(unreadable);
        } catch (SQLException | DeltaException failed) {
            String why = "the dead letters of pipeline " + name + " cannot be replayed: " + failed.getMessage();
            throw failed instanceof DeltaException refused && refused.isLasting()
                    ? new ProblemException(IngestProblem.LETTERS_KEPT, why, null, refused)
                    : ProblemException.unavailable(why, Duration.ofSeconds(1), failed);
        }
    }

    private DecodedBatch write(
            Pipeline pipeline, OpenTargets open, StagingFolder folder, LetterReplay replay, StagedBatch batch)
            throws SQLException {
        requirePassed(pipeline, open, batch);
        replay.claim(batch.shares().keySet());
        try (Decoders decoders = readers.decoders(pipeline, open.decoding(), folder)) {
            BatchDecoder decoder = decoders.of(open);
            return new TakenBatch(decoder, replay).write(batch, decoder.decode(batch), replay::write);
        }
    }

    /** A target that comes to the batch of a letter later would have its record once more: it leaves out what is a letter then. */
    private static void requirePassed(Pipeline pipeline, OpenTargets open, StagedBatch letters) throws SQLException {
        for (Sink beside : open.sinks().subList(1, open.sinks().size())) {
            Map<Integer, Watermark> there = beside.watermarks();
            for (PartitionShare share : letters.shares().values()) {
                Watermark reached = there.getOrDefault(share.partition(), Watermark.START);
                if (reached.sequence() < share.lastSequence()) {
                    throw new ProblemException(
                            IngestProblem.LETTERS_KEPT,
                            "pipeline " + pipeline.name() + " has a Delta table that lacks records of partition "
                                    + share.partition() + " which its warehouse has, those of dead letters among them;"
                                    + " start it, stop it when both have them, and replay then");
                }
            }
        }
    }

    /** Why letters could not come back where they belong. */
    private static @Nullable String obstacle(Pipeline pipeline) {
        return Stream.concat(Stream.of(pipeline), pipeline.branches().stream())
                .filter(table -> !table.write().appends() && table.write().sequenceBy() == null)
                .findFirst()
                .map(table -> "merges " + table.tableName()
                        + " without sequenceBy, so that old records would take the place of newer ones")
                .orElse(null);
    }
}
