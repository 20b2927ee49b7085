package io.weir.support.tracing;

import io.weir.support.part.PartFilter;
import org.springframework.core.env.Environment;

/**
 * Leaves Spring Boot's tracing out where there is nobody to send traces to. By itself it would make spans for each request and
 * throw them away.
 */
final class TracingParts extends PartFilter {

    @Override
    protected boolean isWanted(String configuration, Environment environment) {
        return TracingSwitch.isOn(environment) || !isPart(configuration);
    }

    private static boolean isPart(String configuration) {
        return configuration.startsWith("org.springframework.boot.micrometer.tracing.")
                || configuration.startsWith("org.springframework.boot.opentelemetry.");
    }
}
