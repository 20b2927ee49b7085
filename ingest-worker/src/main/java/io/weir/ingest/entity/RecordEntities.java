package io.weir.ingest.entity;

import io.weir.ingest.IngestProblem;
import io.weir.ingest.pipeline.DryRun;
import io.weir.ingest.pipeline.DryRunLimits;
import io.weir.ingest.pipeline.DryRuns;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.pipeline.RecordShape;
import io.weir.ingest.pipeline.Unreadable;
import io.weir.ingest.source.Brokers;
import io.weir.ingest.source.SourceEntities;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityPage;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Of stores that pipelines read from: a sample is what a pipeline would read, and a row becomes a record of JSON. */
@Component
class RecordEntities implements StoreEntities {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, SourceEntities> kinds;
    private final Brokers brokers;
    private final DryRuns dryRuns;

    RecordEntities(List<SourceEntities> kinds, Brokers brokers, DryRuns dryRuns) {
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(SourceEntities::kind, Function.identity()));
        this.brokers = brokers;
        this.dryRuns = dryRuns;
    }

    @Override
    public boolean isFor(String kind) {
        return kinds.containsKey(kind);
    }

    @Override
    public EntityPage list(StoreAddress store, String folder, String prefix, String from, int limit) {
        return reading(() -> of(store).list(request(store, folder), prefix, from, limit));
    }

    @Override
    public Optional<EntityDetails> find(StoreAddress store, String path) {
        return reading(() -> of(store).find(request(store, path)).map(found -> details(store, found)));
    }

    private EntityDetails details(StoreAddress store, Entity found) {
        return found.kind().hasPartitions()
                ? EntityDetails.ofTopic(found, partitions(request(store, found.path())))
                : EntityDetails.of(found);
    }

    private List<EntityDetails.Partition> partitions(SourceRequest request) {
        return brokers.of(request).ends(request).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(end -> new EntityDetails.Partition(end.getKey(), end.getValue()))
                .toList();
    }

    @Override
    public DryRun sample(StoreAddress store, String path, @Nullable RecordFormat format, DryRunLimits limits) {
        PipelineSource source = new PipelineSource(store.name(), path, null, null, null, null);
        RecordShape shape = new RecordShape(format, null, null, null, null);
        return dryRuns.ofReading(PipelineDefinition.ofParts("sample", source, null, shape), limits);
    }

    @Override
    public void insert(StoreAddress store, String path, List<Map<String, @Nullable Object>> rows) {
        List<byte[]> records = rows.stream().map(JSON::writeValueAsBytes).toList();
        try {
            of(store).append(request(store, path), records);
        } catch (SourceException failed) {
            throw failed.isLasting()
                    ? new ProblemException(
                            IngestProblem.ENTITY_UNWRITABLE, String.valueOf(failed.getMessage()), null, failed)
                    : Unreadable.problem(failed);
        }
    }

    private SourceEntities of(StoreAddress store) {
        return Objects.requireNonNull(kinds.get(store.kind()));
    }

    /** Of who may connect to where the store is. */
    private SourceRequest request(StoreAddress store, String path) {
        SourceRequest request = SourceRequest.looking(store, path);
        brokers.of(request);
        return request;
    }

    private static <T> T reading(Supplier<T> look) {
        try {
            return look.get();
        } catch (SourceException failed) {
            throw Unreadable.problem(failed);
        }
    }
}
