package io.weir.standalone.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Keeps from a service what Spring Boot would configure only because another service's starters share the class path here:
 * on its own class path no service has them. And what a JVM has once, one service alone counts: the lines of the log, since
 * Logback's list of listeners breaks when services that start at the same time add to it.
 */
final class OwnStartersOnly implements AutoConfigurationImportFilter, EnvironmentAware {

    /** Packages of auto-configurations, and the one service that has them. */
    private static final Map<String, String> OWNERS = Map.of(
            "org.springframework.cloud.", "platform-api",
            "io.github.resilience4j.", "platform-api",
            "org.springframework.boot.micrometer.metrics.autoconfigure.logging.logback.", "platform-api",
            "org.springframework.boot.kafka.", "ingest-worker");

    private String service = "";

    @Override
    public void setEnvironment(Environment environment) {
        service = environment.getProperty("spring.application.name", "");
    }

    @Override
    public boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[configurations.length];
        for (int i = 0; i < configurations.length; i++) {
            wanted[i] = configurations[i] == null || isOwn(configurations[i]);
        }
        return wanted;
    }

    private boolean isOwn(String configuration) {
        return OWNERS.entrySet().stream()
                .noneMatch(owner -> configuration.startsWith(owner.getKey())
                        && !owner.getValue().equals(service));
    }
}
