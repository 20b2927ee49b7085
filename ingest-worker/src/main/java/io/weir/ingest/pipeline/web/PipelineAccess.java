package io.weir.ingest.pipeline.web;

import io.weir.ingest.pipeline.AvroOptions;
import io.weir.ingest.pipeline.DeclaredReference;
import io.weir.ingest.pipeline.JoinOptions;
import io.weir.ingest.pipeline.JoinedStream;
import io.weir.ingest.pipeline.NamedRelations;
import io.weir.ingest.pipeline.PipelineBranch;
import io.weir.ingest.pipeline.PipelineChange;
import io.weir.ingest.pipeline.PipelineDefinition;
import io.weir.ingest.pipeline.PipelineFunctions;
import io.weir.ingest.pipeline.PipelineSource;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.ProtobufOptions;
import io.weir.ingest.pipeline.StreamOptions;
import io.weir.ingest.pool.ComputePool;
import io.weir.support.access.Access;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A pipeline reads and writes for whoever made it: nobody reaches by it what is closed to them. What a definition lacks is
 * not asked for here; it is refused for that.
 */
@Component
class PipelineAccess {

    /** What whoever gives a definition needs. */
    static final String OF_DEFINITION =
            "MANAGE on PIPELINE of the name, SELECT on the source and on what records are looked up in, INSERT on each target,"
                    + " USAGE on a POOL, on FUNCTIONs and on a DESCRIPTOR_SOURCE that are named";

    private final Access access;
    private final PipelineFunctions functions;
    private final NamedRelations relations;

    PipelineAccess(Access access, PipelineFunctions functions, NamedRelations relations) {
        this.access = access;
        this.functions = functions;
        this.relations = relations;
    }

    /**
     * Refuses a definition that reaches what is closed to the caller.
     *
     * @throws io.weir.support.problem.ProblemException 403 with the grant that is missing; 422 where a query cannot be read
     */
    void check(ServletRequest call, PipelineDefinition definition) {
        functions(call, definition.written());
        require(call, Privilege.SELECT, ResourceKind.RELATION, relations.readBy(definition.query()));
        require(call, Privilege.MANAGE, ResourceKind.PIPELINE, definition.name());
        pool(call, definition.pool());
        PipelineSource source = definition.source();
        if (source != null) {
            require(call, Privilege.SELECT, ResourceKind.STORE, source.store());
            require(call, Privilege.SELECT, ResourceKind.RELATION, source.relation());
        }
        registry(call, definition.avro());
        descriptors(call, definition.protobuf());
        PipelineTarget target = definition.target();
        if (target != null) {
            require(call, Privilege.INSERT, ResourceKind.RELATION, target.relation());
            insert(call, store(target), target.delta());
        }
        streams(call, definition.streams(), StreamOptions.NONE, relations.tables(target));
    }

    /** What a change brings to a pipeline needs what it would in a new one; what stays as it is needs nothing. */
    void checkChange(ServletRequest call, PipelineChange change, PipelineDefinition before) {
        registry(call, change.avro());
        descriptors(call, change.protobuf());
        functions(call, change.transform());
        functions(call, change.query());
        require(call, Privilege.SELECT, ResourceKind.RELATION, relations.readBy(change.query()));
        if (!before.poolName().equals(change.pool())) {
            pool(call, change.pool());
        }
        functions(call, String.join("\n", change.streams().writtenTransforms()));
        streams(call, change.streams(), before.streams(), before.target());
    }

    private void streams(
            ServletRequest call, StreamOptions asked, StreamOptions before, @Nullable PipelineTarget target) {
        for (DeclaredReference reference : without(before.referenced(), asked.referenced())) {
            // Whoever may write to a warehouse may not read all of it: rows would tell what is found there.
            String store = reference.store() == null ? store(target) : reference.store();
            require(call, Privilege.SELECT, ResourceKind.STORE, store);
        }
        if (!Objects.equals(asked.join(), before.join())) {
            joined(call, asked.join());
        }
        branches(call, without(before.branched(), asked.branched()), target);
    }

    private static <T> List<T> without(List<T> kept, List<T> asked) {
        return asked.stream()
                .filter(each -> each != null && !kept.contains(each))
                .toList();
    }

    private void branches(ServletRequest call, List<PipelineBranch> branches, @Nullable PipelineTarget own) {
        for (PipelineBranch branch : branches) {
            PipelineBranch.Target target = branch.target();
            if (target != null) {
                insert(call, target.warehouse() == null ? null : store(own), target.delta());
            }
        }
    }

    private static @Nullable String store(@Nullable PipelineTarget target) {
        PipelineTarget.WarehouseTarget warehouse = target == null ? null : target.warehouse();
        return warehouse == null ? null : warehouse.store();
    }

    private void insert(ServletRequest call, @Nullable String store, PipelineTarget.@Nullable DeltaTarget delta) {
        require(call, Privilege.INSERT, ResourceKind.STORE, store);
        require(call, Privilege.INSERT, ResourceKind.TABLE, delta == null ? null : delta.table());
    }

    private void joined(ServletRequest call, @Nullable JoinOptions join) {
        JoinedStream with = join == null ? null : join.with();
        if (with != null) {
            PipelineSource source = with.source();
            require(call, Privilege.SELECT, ResourceKind.STORE, source == null ? null : source.store());
            registry(call, with.avro());
        }
    }

    /** Whoever reads by a registry's schemas learns them, and sends it what its user may. */
    private void registry(ServletRequest call, @Nullable AvroOptions avro) {
        if (avro != null) {
            require(call, Privilege.SELECT, ResourceKind.STORE, avro.registry());
            require(call, Privilege.SELECT, ResourceKind.STORE, avro.azureRegistry());
        }
    }

    /** What messages a source has is told by the columns. */
    private void descriptors(ServletRequest call, @Nullable ProtobufOptions protobuf) {
        if (protobuf != null) {
            require(call, Privilege.USAGE, ResourceKind.DESCRIPTOR_SOURCE, protobuf.source());
        }
    }

    /** What a function does is told by what becomes of a row. */
    private void functions(ServletRequest call, @Nullable String expressions) {
        functions
                .mentioned(expressions)
                .forEach(function -> require(call, Privilege.USAGE, ResourceKind.FUNCTION, function.name()));
    }

    /** The default pool is everybody's. */
    private void pool(ServletRequest call, @Nullable String pool) {
        if (!ComputePool.DEFAULT.equals(pool)) {
            require(call, Privilege.USAGE, ResourceKind.POOL, pool);
        }
    }

    private void require(ServletRequest call, Privilege privilege, ResourceKind kind, @Nullable String name) {
        if (name != null) {
            access.require(call, privilege, kind, name);
        }
    }
}
