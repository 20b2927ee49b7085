package io.weir.ingest.entity;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entity with what is known of its kind. */
@Schema(name = "EntityDetails")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EntityDetails(
        @Schema(example = "main/orders") String path,

        EntityKind kind,

        @Nullable @Schema(description = "Of a file") Long bytes,

        @Nullable @Schema(description = "When a file was written")
        Instant modifiedAt,

        @Nullable @Schema(description = "Of a table") Long rows,

        @Nullable @Schema(description = "Of a table or view, in order")
        List<Column> columns,

        @Nullable @Schema(description = "Of a topic or hub") List<Partition> partitions,

        @Nullable @Schema(description = "Of a stream of Kinesis")
        List<StreamShard> shards) {

    /** Of which no more is known than a list tells. */
    static EntityDetails of(Entity found) {
        return new EntityDetails(found.path(), found.kind(), found.bytes(), found.modifiedAt(), null, null, null, null);
    }

    /** @param rows null of a view: to count what it shows is to read it */
    static EntityDetails ofTable(Entity found, @Nullable Long rows, List<Column> columns) {
        return new EntityDetails(found.path(), found.kind(), null, null, rows, columns, null, null);
    }

    static EntityDetails ofTopic(Entity found, List<Partition> partitions) {
        return new EntityDetails(found.path(), found.kind(), null, null, null, null, partitions, null);
    }

    static EntityDetails ofStream(Entity found, List<StreamShard> shards) {
        return new EntityDetails(found.path(), found.kind(), null, null, null, null, null, shards);
    }

    /** A column and DuckDB's name of its type. */
    @Schema(name = "EntityColumn")
    public record Column(String name, String type) {}

    /** A partition, and the sequence that its next record will have. */
    @Schema(name = "EntityPartition")
    public record Partition(int partition, long endSequence) {}

    /** A shard, and whether records are still added to it: one that was split or merged is closed. */
    @Schema(name = "EntityShard")
    public record StreamShard(
            @Schema(example = "shardId-000000000000") String shard, boolean open) {}
}
