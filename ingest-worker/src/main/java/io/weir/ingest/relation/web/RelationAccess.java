package io.weir.ingest.relation.web;

import io.weir.ingest.pipeline.AvroOptions;
import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.pipeline.ProtobufOptions;
import io.weir.ingest.relation.RelationDefinition;
import io.weir.ingest.transform.SqlFunction;
import io.weir.support.access.Access;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import jakarta.servlet.ServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whoever may read a relation reads its store by it, and needs no grant on that: so whoever makes one must have all that it lends.
 * What a definition lacks is not asked for here; it is refused for that.
 */
final class RelationAccess {

    private RelationAccess() {}

    static void check(
            Access access,
            ServletRequest call,
            RelationDefinition definition,
            @Nullable String read,
            List<SqlFunction> mentioned) {
        String name = Objects.requireNonNull(definition.name());
        access.require(call, Privilege.MANAGE, ResourceKind.RELATION, name);
        if (definition.isFed()) {
            access.require(call, Privilege.MANAGE, ResourceKind.PIPELINE, name);
        }
        query(access, call, read, mentioned);
        if (definition.source() != null) {
            require(
                    access,
                    call,
                    Privilege.SELECT,
                    ResourceKind.STORE,
                    definition.source().store());
        }
        records(access, call, definition.shape().avro(), definition.shape().protobuf());
        PipelineTarget target = definition.target();
        if (target != null && target.warehouse() != null) {
            lend(access, call, ResourceKind.STORE, target.warehouse().store());
        }
        if (target != null && target.delta() != null) {
            lend(access, call, ResourceKind.TABLE, target.delta().table());
        }
    }

    /** What a query reads and calls, whoever reads its rows learns. */
    static void query(Access access, ServletRequest call, @Nullable String read, List<SqlFunction> mentioned) {
        require(access, call, Privilege.SELECT, ResourceKind.RELATION, read);
        mentioned.forEach(function -> access.require(call, Privilege.USAGE, ResourceKind.FUNCTION, function.name()));
    }

    /** What records are read by. */
    static void records(
            Access access, ServletRequest call, @Nullable AvroOptions avro, @Nullable ProtobufOptions protobuf) {
        if (avro != null) {
            require(access, call, Privilege.SELECT, ResourceKind.STORE, avro.registry());
            require(access, call, Privilege.SELECT, ResourceKind.STORE, avro.azureRegistry());
        }
        if (protobuf != null) {
            require(access, call, Privilege.USAGE, ResourceKind.DESCRIPTOR_SOURCE, protobuf.source());
        }
    }

    private static void lend(Access access, ServletRequest call, ResourceKind kind, @Nullable String name) {
        require(access, call, Privilege.SELECT, kind, name);
        require(access, call, Privilege.INSERT, kind, name);
    }

    private static void require(
            Access access, ServletRequest call, Privilege privilege, ResourceKind kind, @Nullable String name) {
        if (name != null) {
            access.require(call, privilege, kind, name);
        }
    }
}
