package io.weir.platform.health;

import java.util.Map;

/**
 * What of the platform is up.
 *
 * @param status UP when each service is
 * @param services by name
 */
public record PlatformHealth(Status status, Map<String, ServiceHealth> services) {

    /** Of the whole: degraded when any part is down, since the other parts go on. */
    public enum Status {
        UP,
        DEGRADED
    }

    static PlatformHealth of(Map<String, ServiceHealth> services) {
        boolean up = services.values().stream().allMatch(ServiceHealth::isUp);
        return new PlatformHealth(up ? Status.UP : Status.DEGRADED, services);
    }
}
