package io.weir.ingest.relation;

import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.RecordFormat;
import io.weir.ingest.pipeline.RecordShape;
import io.weir.ingest.pipeline.WriteOptions;
import io.weir.ingest.pipeline.WriteOptions.WriteMode;
import io.weir.ingest.transform.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a name stands for in a pipeline. */
public sealed interface Relation {

    String name();

    /**
     * A pipeline that reads this, with what this says of it.
     *
     * @throws UnusableRelationException where nobody reads this so
     */
    PipelineDefinition readBy(PipelineDefinition pipeline) throws UnusableRelationException;

    /**
     * A pipeline that writes this, with what this says of it.
     *
     * @throws UnusableRelationException where nobody writes this so
     */
    PipelineDefinition writtenBy(PipelineDefinition pipeline) throws UnusableRelationException;

    /**
     * Records of a topic, a hub or files.
     *
     * @param keys what tells the things apart that they are about; none where each record is a fact of its own
     */
    record Records(String name, RecordPlace place, RecordShape shape, List<String> keys) implements Relation {

        public Records {
            keys = List.copyOf(keys);
        }

        @Override
        public PipelineDefinition readBy(PipelineDefinition pipeline) {
            PipelineDefinition reading = pipeline.reading(name, place.storeName(), place.topicName(), shape);
            PipelineTarget target = pipeline.target();
            return pipeline.write() != null || keys.isEmpty() || target == null
                    ? reading
                    : reading.writing(target, new WriteOptions(mode(), keys, null, null));
        }

        private WriteMode mode() {
            return shape.format() == RecordFormat.DEBEZIUM ? WriteMode.CDC : WriteMode.UPSERT;
        }

        @Override
        public PipelineDefinition writtenBy(PipelineDefinition pipeline) throws UnusableRelationException {
            throw new UnusableRelationException(
                    "target.relation", "is of records, which pipelines only read", name, "a relation of tables");
        }
    }

    /** A query over another relation; whoever reads it reads that. */
    record View(String name, String query) implements Relation {

        @Override
        public PipelineDefinition readBy(PipelineDefinition pipeline) throws UnusableRelationException {
            if (pipeline.transform() != null) {
                throw new UnusableRelationException(
                        "transform",
                        "reads records, and " + name + " is a view",
                        pipeline.transform(),
                        "a query, as in " + Query.all(name));
            }
            return pipeline.asking(Query.all(name));
        }

        @Override
        public PipelineDefinition writtenBy(PipelineDefinition pipeline) throws UnusableRelationException {
            throw new UnusableRelationException(
                    "target.relation", "is a view, which nobody writes", name, "a relation of tables");
        }
    }

    /**
     * Rows of tables.
     *
     * @param keys what tells them apart; none where each record is a row of its own
     */
    record Rows(String name, RelationKind kind, PipelineTarget tables, List<String> keys) implements Relation {

        public Rows {
            keys = List.copyOf(keys);
        }

        @Override
        public PipelineDefinition readBy(PipelineDefinition pipeline) throws UnusableRelationException {
            throw new UnusableRelationException(
                    "source.relation",
                    "is of tables, and pipelines read records",
                    name,
                    "a stream or changelog of records, or a view of one");
        }

        @Override
        public PipelineDefinition writtenBy(PipelineDefinition pipeline) throws UnusableRelationException {
            PipelineTarget named = new PipelineTarget(tables.warehouse(), tables.delta(), name);
            return pipeline.writing(named, keyed(pipeline.write()));
        }

        /** The pipeline that is made with it, which need not name it: it is there before this is. */
        PipelineDefinition fedBy(PipelineDefinition pipeline) {
            return pipeline.writing(
                    tables,
                    switch (kind) {
                        case STREAM -> new WriteOptions(WriteMode.APPEND, null, null, null);
                        case CHANGELOG -> new WriteOptions(WriteMode.UPSERT, keys, null, null);
                        case TABLE, VIEW ->
                            keys.isEmpty() ? null : new WriteOptions(WriteMode.UPSERT, keys, null, null);
                    });
        }

        private @Nullable WriteOptions keyed(@Nullable WriteOptions asked) throws UnusableRelationException {
            if (keys.isEmpty()) {
                requireAppending(asked);
                return asked;
            }
            if (asked == null) {
                return new WriteOptions(WriteMode.UPSERT, keys, null, null);
            }
            if (asked.appends()) {
                throw new UnusableRelationException(
                        "write.mode", "appends, but " + name + " is a row a key", "APPEND", "UPSERT, CDC or SCD2");
            }
            if (asked.keys() != null && !asked.keys().equals(keys)) {
                throw new UnusableRelationException(
                        "write.keys",
                        "are others than those of " + name,
                        asked.keys().toString(),
                        keys.toString());
            }
            return new WriteOptions(asked.mode(), keys, asked.sequenceBy(), asked.deletedBy());
        }

        private void requireAppending(@Nullable WriteOptions asked) throws UnusableRelationException {
            if (kind == RelationKind.STREAM && asked != null && !asked.appends()) {
                throw new UnusableRelationException(
                        "write.mode", "changes rows, but " + name + " is a stream", asked.mode(), "APPEND");
            }
        }
    }
}
