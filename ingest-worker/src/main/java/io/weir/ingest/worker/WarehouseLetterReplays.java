package io.weir.ingest.worker;

import io.weir.ingest.DataFolder;
import io.weir.ingest.IngestProblem;
import io.weir.ingest.decode.DecodedBatch;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineService;
import io.weir.ingest.progress.DeadLetterReplays;
import io.weir.ingest.progress.ReplayedLetters;
import io.weir.ingest.sink.StaleOwnerException;
import io.weir.ingest.sink.Watermark;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.stage.Stage;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.transform.BrokenExpectationException;
import io.weir.ingest.warehouse.LetterReplay;
import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Replays the dead letters that lie beside the rows, where both can change in one transaction. */
@Component
class WarehouseLetterReplays implements DeadLetterReplays {

    /** Of letters at once. */
    private static final long MOST_BYTES = 32L << 20;

    private final PipelineService pipelines;
    private final Targets targets;
    private final DataFolder data;
    private final StagedFiles files;
    private final RecordReaders readers;

    WarehouseLetterReplays(
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
        pipelines.requireIdle(pipeline, "is at work; stop it and replay then");
        String obstacle = obstacle(pipeline);
        if (obstacle != null) {
            throw new ProblemException(IngestProblem.LETTERS_KEPT, "pipeline " + name + " " + obstacle);
        }
        try (OpenTargets open = targets.open(pipeline);
                StagingFolder folder = StagingFolder.open(data.staging(), files)) {
            LetterReplay replay = targets.letters(pipeline, open.decoding(), page.after());
            Stage stage = folder.nextStage(StagingFolder.buffer());
            if (replay.take(page.limit(), MOST_BYTES, stage) == 0) {
                stage.close();
                return new ReplayedLetters(0, 0, 0, 0, null);
            }
            try (StagedBatch batch = stage.seal()) {
                DecodedBatch decoded = write(pipeline, open, folder, replay, batch);
                return new ReplayedLetters(
                        batch.records(),
                        decoded.rows(),
                        decoded.filteredRecords(),
                        decoded.rejectedRecords(),
                        replay.hasMore() ? page.token(replay.place()) : null);
            }
        } catch (StaleOwnerException overtaken) {
            throw pipelines.overtaken(name);
        } catch (BrokenExpectationException broken) {
            throw new ProblemException(IngestProblem.LETTERS_KEPT, String.valueOf(broken.getMessage()), null, broken);
        } catch (SourceException unreadable) {
            throw Unreadable.problem(unreadable);
        } catch (SQLException failed) {
            throw ProblemException.unavailable(
                    "the dead letters of pipeline " + name + " cannot be replayed: " + failed.getMessage(),
                    Duration.ofSeconds(1),
                    failed);
        }
    }

    private DecodedBatch write(
            Pipeline pipeline, OpenTargets open, StagingFolder folder, LetterReplay replay, StagedBatch batch)
            throws SQLException {
        Map<Integer, Watermark> claimed = replay.claim(batch.shares().keySet());
        DecodedBatch decoded = new Decoders(pipeline, readers.decoding(pipeline), open.decoding(), folder)
                .of(open.columns())
                .decode(batch);
        replay.write(decoded, claimed);
        return decoded;
    }

    /** Why letters could not come back as the records that they were, or not once. */
    private static @Nullable String obstacle(Pipeline pipeline) {
        if (pipeline.target().warehouse() == null || pipeline.target().delta() != null) {
            return "writes to a Delta table, which cannot change in one transaction with its dead letters; reset it instead";
        }
        if (pipeline.decoding().format().enveloped()) {
            return "reads more of a record than its payload, which is all that a dead letter has; reset it instead";
        }
        if (!pipeline.write().appends() && pipeline.write().sequenceBy() == null) {
            return "merges without sequenceBy, so that old records would take the place of newer ones";
        }
        return null;
    }
}
