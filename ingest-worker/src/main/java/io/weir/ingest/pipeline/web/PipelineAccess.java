package io.weir.ingest.pipeline.web;

import io.weir.ingest.pipeline.AvroOptions;
import io.weir.ingest.pipeline.DeclaredReference;
import io.weir.ingest.pipeline.JoinOptions;
import io.weir.ingest.pipeline.JoinedStream;
import io.weir.ingest.pipeline.PipelineBranch;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.ProtobufOptions;
import io.weir.ingest.pipeline.StreamOptions;
import io.weir.ingest.pool.ComputePool;
import io.weir.ingest.transform.SqlFunction;
import io.weir.support.access.Access;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline reads and writes for whoever made it: nobody reaches by it what is closed to them. What a definition lacks is
 * not asked for here; it is refused for that.
 */
final class PipelineAccess {

    /** What whoever gives a definition needs. */
    static final String OF_DEFINITION =
            "MANAGE on PIPELINE of the name, SELECT on the source, INSERT on each target, USAGE on a POOL, on FUNCTIONs and on a"
                    + " DESCRIPTOR_SOURCE that are named";

    private PipelineAccess() {}

    static void check(
            Access access,
            ServletRequest call,
            PipelineDefinition definition,
            List<SqlFunction> mentioned,
            @Nullable String read) {
        functions(access, call, mentioned);
        relation(access, call, read);
        require(access, call, Privilege.MANAGE, ResourceKind.PIPELINE, definition.name());
        pool(access, call, definition.pool());
        PipelineSource source = definition.source();
        if (source != null) {
            require(access, call, Privilege.SELECT, ResourceKind.STORE, source.store());
            require(access, call, Privilege.SELECT, ResourceKind.RELATION, source.relation());
        }
        checkRegistry(access, call, definition.avro());
        streams(access, call, definition.streams(), StreamOptions.NONE, definition.target());
        checkDescriptors(access, call, definition.protobuf());
        PipelineTarget target = definition.target();
        if (target != null) {
            require(access, call, Privilege.INSERT, ResourceKind.RELATION, target.relation());
            insert(access, call, store(target), target.delta());
        }
    }

    /** What a change brings to the streams of a pipeline needs what it would in a new one; what stays as it is needs nothing. */
    static void added(Access access, ServletRequest call, StreamOptions asked, PipelineDefinition before) {
        streams(access, call, asked, before.streams(), before.target());
    }

    private static void streams(
            Access access,
            ServletRequest call,
            StreamOptions asked,
            StreamOptions before,
            @Nullable PipelineTarget target) {
        for (DeclaredReference reference : without(before.referenced(), asked.referenced())) {
            require(access, call, Privilege.SELECT, ResourceKind.STORE, reference.store());
        }
        if (!Objects.equals(asked.join(), before.join())) {
            joined(access, call, asked.join());
        }
        branches(access, call, without(before.branched(), asked.branched()), target);
    }

    private static <T> List<T> without(List<T> kept, List<T> asked) {
        return asked.stream()
                .filter(each -> each != null && !kept.contains(each))
                .toList();
    }

    private static void branches(
            Access access, ServletRequest call, List<PipelineBranch> branches, @Nullable PipelineTarget own) {
        for (PipelineBranch branch : branches) {
            PipelineBranch.Target target = branch.target();
            if (target != null) {
                insert(access, call, target.warehouse() == null ? null : store(own), target.delta());
            }
        }
    }

    private static @Nullable String store(@Nullable PipelineTarget target) {
        PipelineTarget.WarehouseTarget warehouse = target == null ? null : target.warehouse();
        return warehouse == null ? null : warehouse.store();
    }

    private static void insert(
            Access access, ServletRequest call, @Nullable String store, PipelineTarget.@Nullable DeltaTarget delta) {
        require(access, call, Privilege.INSERT, ResourceKind.STORE, store);
        require(access, call, Privilege.INSERT, ResourceKind.TABLE, delta == null ? null : delta.table());
    }

    private static void joined(Access access, ServletRequest call, @Nullable JoinOptions join) {
        JoinedStream with = join == null ? null : join.with();
        if (with != null) {
            PipelineSource source = with.source();
            require(access, call, Privilege.SELECT, ResourceKind.STORE, source == null ? null : source.store());
            checkRegistry(access, call, with.avro());
        }
    }

    /** Whoever reads by a registry's schemas learns them, and sends it what its user may. */
    static void checkRegistry(Access access, ServletRequest call, @Nullable AvroOptions avro) {
        if (avro != null) {
            require(access, call, Privilege.SELECT, ResourceKind.STORE, avro.registry());
            require(access, call, Privilege.SELECT, ResourceKind.STORE, avro.azureRegistry());
        }
    }

    /** What messages a source has is told by the columns. */
    static void checkDescriptors(Access access, ServletRequest call, @Nullable ProtobufOptions protobuf) {
        if (protobuf != null) {
            require(access, call, Privilege.USAGE, ResourceKind.DESCRIPTOR_SOURCE, protobuf.source());
        }
    }

    /** Whoever reads by a query may read what it names. */
    static void relation(Access access, ServletRequest call, @Nullable String read) {
        require(access, call, Privilege.SELECT, ResourceKind.RELATION, read);
    }

    /** What a function does is told by what becomes of a row. */
    static void functions(Access access, ServletRequest call, List<SqlFunction> mentioned) {
        mentioned.forEach(function -> access.require(call, Privilege.USAGE, ResourceKind.FUNCTION, function.name()));
    }

    /** The default pool is everybody's. */
    static void pool(Access access, ServletRequest call, @Nullable String pool) {
        if (!ComputePool.DEFAULT.equals(pool)) {
            require(access, call, Privilege.USAGE, ResourceKind.POOL, pool);
        }
    }

    private static void require(
            Access access, ServletRequest call, Privilege privilege, ResourceKind kind, @Nullable String name) {
        if (name != null) {
            access.require(call, privilege, kind, name);
        }
    }
}
