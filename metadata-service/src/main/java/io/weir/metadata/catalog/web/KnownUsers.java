package io.weir.metadata.catalog.web;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import io.weir.metadata.catalog.Known;
import io.weir.metadata.catalog.User;
import io.weir.support.access.Access;
import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import jakarta.servlet.ServletRequest;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Which users of what it removes a caller may know of. */
final class KnownUsers implements Known {

    private final Map<ResourceKind, Visible> visible;

    KnownUsers(Access access, ServletRequest call) {
        this.visible = Stream.of(ResourceKind.TABLE, ResourceKind.SCHEMA, ResourceKind.PIPELINE, ResourceKind.RELATION)
                .collect(toUnmodifiableMap(identity(), kind -> access.visible(call, kind)));
    }

    @Override
    public boolean test(User user) {
        return Objects.requireNonNull(visible.get(user.kind())).test(user.name(), user.owner());
    }
}
