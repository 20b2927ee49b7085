package io.weir.ingest.worker;

import io.weir.ingest.DataFolder;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.DryRuns;
import io.weir.ingest.pipeline.Pipeline;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineDefinitions;
import io.weir.ingest.pipeline.PipelineStores;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.pipeline.Unreadable;
import io.weir.ingest.source.Brokers;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.Subscription;
import io.weir.ingest.stage.Payloads;
import io.weir.ingest.stage.Stage;
import io.weir.ingest.stage.StagedBatch;
import io.weir.ingest.stage.StagedFiles;
import io.weir.ingest.stage.StagingFolder;
import io.weir.ingest.stage.StreamSide;
import io.weir.ingest.warehouse.Warehouse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decodes some records of a topic in a database of memory, which is gone afterwards. */
@Component
class RealDryRuns implements DryRuns {

    /** Each may take as much memory as a pipeline does. */
    private static final int MOST_AT_ONCE = 2;

    /** Of records, at which no more of them are looked at. */
    private static final long MOST_BYTES = 32L << 20;

    private final Semaphore room = new Semaphore(MOST_AT_ONCE);
    private final PipelineDefinitions definitions;
    private final PipelineStores stores;
    private final Brokers brokers;
    private final Targets targets;
    private final DataFolder data;
    private final StagedFiles files;
    private final RecordReaders readers;

    RealDryRuns(
            PipelineDefinitions definitions,
            PipelineStores stores,
            Brokers brokers,
            Targets targets,
            DataFolder data,
            StagedFiles files,
            RecordReaders readers) {
        this.definitions = definitions;
        this.stores = stores;
        this.brokers = brokers;
        this.targets = targets;
        this.data = data;
        this.files = files;
        this.readers = readers;
    }

    @Override
    public DryRun of(PipelineDefinition asked, DryRunLimits limits) {
        return show(definitions.imagine(asked), limits);
    }

    @Override
    public DryRun ofReading(PipelineDefinition asked, DryRunLimits limits) {
        return show(definitions.imagineReading(asked), limits);
    }

    @Override
    public DryRun ofRecords(@Nullable RecordFormat format, Records records) {
        Pipeline pipeline = definitions.imagineDecoding(format);
        boolean enveloped = pipeline.decoding().format().enveloped();
        return inRoom(folder -> {
            try (Warehouse memory = inMemory();
                    Connection connection = memory.connect();
                    Decoders decoders = readers.decoders(pipeline, connection, folder);
                    StagedBatch batch = staged(folder, taken -> records.into(enveloped, taken))) {
                return ShownBatch.of(decoders.ofDryRun().decode(batch), List.of());
            }
        });
    }

    private DryRun show(Pipeline pipeline, DryRunLimits limits) {
        return inRoom(folder -> show(pipeline, limits, folder));
    }

    private interface Work {
        DryRun in(StagingFolder folder) throws SQLException;
    }

    private DryRun inRoom(Work work) {
        if (!room.tryAcquire()) {
            throw Unreadable.later("other dry runs are at work", null);
        }
        try (StagingFolder folder = StagingFolder.open(data.staging(), files)) {
            return work.in(folder);
        } catch (SQLException failed) {
            throw Unreadable.later("the records cannot be decoded: " + failed.getMessage(), failed);
        } catch (SourceException failed) {
            throw Unreadable.problem(failed);
        } finally {
            room.release();
        }
    }

    private StagedBatch read(SourceRequest request, int records, DryRunLimits limits, StagingFolder folder) {
        return staged(folder, taken -> brokers.of(request).peek(request, records, limits.longest(), taken));
    }

    private static StagedBatch staged(StagingFolder folder, Consumer<Payloads> records) {
        Stage stage = folder.nextStage(StagingFolder.buffer());
        records.accept((partition, sequence, payload) -> {
            if (stage.bytes() < MOST_BYTES) {
                stage.add(partition, sequence, payload);
            }
        });
        return stage.seal();
    }

    private DryRun show(Pipeline pipeline, DryRunLimits limits, StagingFolder folder) throws SQLException {
        Subscription read = stores.subscription(pipeline);
        try (Warehouse memory = inMemory();
                Connection connection = connection(pipeline, memory);
                Decoders decoders = readers.decoders(pipeline, connection, folder)) {
            if (decoders.joined().isPresent()) {
                JoinedDryRun shown =
                        new JoinedDryRun(connection, pipeline.join().orElseThrow());
                int each = Math.max(1, limits.records() / 2);
                take(StreamSide.LEFT, read(read.left(), each, limits, folder), decoders, shown);
                SourceRequest right = read.of(StreamSide.RIGHT);
                take(
                        StreamSide.RIGHT,
                        read(right, each, limits, folder),
                        decoders.joined().get(),
                        shown);
                return shown.show();
            }
            try (StagedBatch batch = read(read.left(), limits.records(), limits, folder)) {
                List<String> branches =
                        pipeline.branches().stream().map(Pipeline::tableName).toList();
                return ShownBatch.of(decoders.ofDryRun().decode(batch), branches);
            }
        }
    }

    private Warehouse inMemory() throws SQLException {
        return targets.inMemory("dry-run-" + UUID.randomUUID());
    }

    private static void take(StreamSide side, StagedBatch batch, Decoders decoders, JoinedDryRun shown)
            throws SQLException {
        try (batch) {
            shown.take(side, decoders.ofDryRun().decode(batch));
        }
    }

    /** What looks up in tables of the warehouse must be where they are; it makes nothing there that outlives it. */
    private Connection connection(Pipeline pipeline, Warehouse memory) throws SQLException {
        PipelineTarget.WarehouseTarget target = pipeline.target().warehouse();
        return target == null || pipeline.references().stream().allMatch(reference -> reference.store() != null)
                ? memory.connect()
                : targets.warehouse(target).connect();
    }
}
