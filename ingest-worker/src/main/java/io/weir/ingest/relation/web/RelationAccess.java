package io.weir.ingest.relation.web;

import io.weir.ingest.pipeline.PipelineTarget;
import io.weir.ingest.relation.RelationDefinition;
import io.weir.ingest.relation.RelationUser;
import io.weir.support.access.Access;
import io.weir.support.access.Privilege;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import jakarta.servlet.ServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whoever may read a relation reads its store by it, and needs no grant on that: so whoever makes one must have all that it lends.
 * What a definition lacks is not asked for here; it is refused for that.
 */
final class RelationAccess {

    private RelationAccess() {}

    static void check(Access access, ServletRequest call, RelationDefinition definition) {
        access.require(call, Privilege.MANAGE, ResourceKind.RELATION, Objects.requireNonNull(definition.name()));
        if (definition.source() != null) {
            require(
                    access,
                    call,
                    Privilege.SELECT,
                    ResourceKind.STORE,
                    definition.source().store());
        }
        if (definition.shape().avro() != null) {
            registry(access, call, definition.shape().avro().registry());
        }
        PipelineTarget target = definition.target();
        if (target != null && target.warehouse() != null) {
            lend(access, call, ResourceKind.STORE, target.warehouse().store());
        }
        if (target != null && target.delta() != null) {
            lend(access, call, ResourceKind.TABLE, target.delta().table());
        }
    }

    static void registry(Access access, ServletRequest call, @Nullable String registry) {
        require(access, call, Privilege.SELECT, ResourceKind.STORE, registry);
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

    /** Which users of what it removes a caller may know of. */
    static RelationUser.Known known(Access access, ServletRequest call) {
        Map<ResourceKind, Visible> visible = Stream.of(ResourceKind.PIPELINE, ResourceKind.RELATION)
                .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> access.visible(call, kind)));
        return user -> Objects.requireNonNull(visible.get(user.kind())).test(user.name(), user.owner());
    }
}
