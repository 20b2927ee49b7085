package io.weir.standalone.platform;

import io.weir.support.part.PartFilter;
import java.util.Map;
import org.springframework.core.env.Environment;

/**
 * Keeps from a service what Spring Boot would configure only because another service's starters share the class path here:
 * on its own class path no service has them. And what a JVM has once, one service alone counts: the lines of the log, since
 * Logback's list of listeners breaks when services that start at the same time add to it.
 */
final class OwnStartersOnly extends PartFilter {

    /** Packages of auto-configurations, and the one service that has them. */
    static final Map<String, String> OWNERS = Map.of(
            "org.springframework.cloud.", "platform-api",
            "io.github.resilience4j.", "platform-api",
            "org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.", "platform-api",
            "org.springframework.boot.kafka.", "ingest-worker");

    @Override
    protected boolean isWanted(String configuration, Environment environment) {
        String service = service(environment);
        return OWNERS.entrySet().stream()
                .noneMatch(owner -> configuration.startsWith(owner.getKey())
                        && !owner.getValue().equals(service));
    }
}
