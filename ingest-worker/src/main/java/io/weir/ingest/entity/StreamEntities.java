package io.weir.ingest.entity;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.kinesis.KinesisStores;
import io.weir.ingest.kinesis.KinesisStreams;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.DryRuns;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.pipeline.Unreadable;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Of Amazon Kinesis, whose streams no pipeline reads: a sample is the oldest records, and a row becomes a record of JSON. */
@Component
class StreamEntities implements StoreEntities {

    private static final JsonMapper JSON = new JsonMapper();

    /** Longer than a look takes. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final KinesisStores stores;
    private final DryRuns dryRuns;

    StreamEntities(KinesisStores stores, DryRuns dryRuns) {
        this.stores = stores;
        this.dryRuns = dryRuns;
    }

    @Override
    public boolean isFor(String kind) {
        return kind.equals(StoreAddress.KINESIS);
    }

    @Override
    public EntityPage list(StoreAddress store, String folder, String prefix, String from, int limit) {
        if (!folder.isEmpty()) {
            throw Unreadable.problem(new SourceException("streams hold records, and no entities"));
        }
        return looking(store, PATIENCE, streams -> streams.list(prefix, from, limit));
    }

    @Override
    public Optional<EntityDetails> find(StoreAddress store, String path) {
        return looking(store, PATIENCE, streams -> streams.find(path).map(found -> details(streams, found)));
    }

    private static EntityDetails details(KinesisStreams streams, Entity found) {
        return EntityDetails.ofStream(
                found,
                streams.shards(found.path()).stream()
                        .map(shard -> new EntityDetails.StreamShard(shard.id(), shard.open()))
                        .toList());
    }

    @Override
    public DryRun sample(StoreAddress store, String path, @Nullable RecordFormat format, DryRunLimits limits) {
        return dryRuns.ofRecords(
                format,
                (enveloped, payloads) -> looking(store, limits.longest(), streams -> {
                    streams.peek(path, limits.records(), limits.longest(), enveloped, payloads);
                    return limits;
                }));
    }

    @Override
    public void insert(StoreAddress store, String path, List<Map<String, @Nullable Object>> rows) {
        List<byte[]> records = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            byte[] record = JSON.writeValueAsBytes(row);
            if (record.length > KinesisStreams.LARGEST_RECORD) {
                throw ProblemException.invalid(
                        "rows[" + records.size() + "]",
                        "is too large a record for Kinesis",
                        record.length + " bytes of JSON",
                        "at most " + KinesisStreams.LARGEST_RECORD + " bytes");
            }
            records.add(record);
        }
        try (KinesisStreams streams = stores.open(store)) {
            streams.append(path, records);
        } catch (SourceException failed) {
            throw failed.isLasting()
                    ? new ProblemException(
                            IngestProblem.ENTITY_UNWRITABLE, String.valueOf(failed.getMessage()), null, failed)
                    : Unreadable.problem(failed);
        }
    }

    private <T> T looking(StoreAddress store, Duration patience, Function<KinesisStreams, T> look) {
        try (KinesisStreams streams = stores.open(store, patience)) {
            return look.apply(streams);
        } catch (SourceException failed) {
            throw Unreadable.problem(failed);
        }
    }
}
