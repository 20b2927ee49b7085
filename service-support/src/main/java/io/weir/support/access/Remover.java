package io.weir.support.access;

import io.weir.support.problem.ProblemException;
import jakarta.servlet.ServletRequest;
import java.util.EnumMap;
import java.util.Map;

/** Who removes a thing, as far as that concerns what uses it. */
public final class Remover {

    private final Access access;
    private final ServletRequest call;
    private final Map<ResourceKind, Visible> visible = new EnumMap<>(ResourceKind.class);

    Remover(Access access, ServletRequest call) {
        this.access = access;
        this.call = call;
    }

    /** Whether it may know of one. */
    public boolean knows(ResourceKind kind, String name, String owner) {
        return visible.computeIfAbsent(kind, asked -> access.visible(call, asked))
                .test(name, owner);
    }

    /**
     * Refuses where it may not remove one.
     *
     * @throws ProblemException 403
     */
    public void requireMayRemove(ResourceKind kind, String name) {
        access.require(call, Privilege.MANAGE, kind, name);
    }
}
