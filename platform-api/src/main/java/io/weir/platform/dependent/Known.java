package io.weir.platform.dependent;

import io.weir.support.access.ResourceKind;
import io.weir.support.access.Visible;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** Which users of a thing its remover may know of. */
@FunctionalInterface
public interface Known {

    boolean test(Dependent user);

    /** By what may be seen of each kind, which is asked for once. */
    static Known by(Function<ResourceKind, Visible> visible) {
        Map<ResourceKind, Visible> asked = new EnumMap<>(ResourceKind.class);
        return user -> asked.computeIfAbsent(user.kind(), visible).test(user.name(), user.owner());
    }
}
