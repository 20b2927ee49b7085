package io.weir.support.access;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps what it is told for a second, so that many calls of one caller cost one look; a revocation holds after it. */
final class FreshRoleGrants implements RoleGrants {

    private static final Duration HOLDS = Duration.ofSeconds(1);
    private static final int MOST = 10_000;

    private final RoleGrants source;
    private final Map<String, Looked> looked = new ConcurrentHashMap<>();

    FreshRoleGrants(RoleGrants source) {
        this.source = source;
    }

    private record Looked(List<Grant> grants, long nanos) {

        boolean isFresh() {
            return System.nanoTime() - nanos < HOLDS.toNanos();
        }
    }

    @Override
    public List<Grant> of(String role) {
        Looked before = looked.get(role);
        if (before != null && before.isFresh()) {
            return before.grants();
        }
        long asked = System.nanoTime();
        List<Grant> grants = source.of(role);
        if (looked.size() >= MOST) {
            looked.clear();
        }
        looked.put(role, new Looked(grants, asked));
        return grants;
    }
}
