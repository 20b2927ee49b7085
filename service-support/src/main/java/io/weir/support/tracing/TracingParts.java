package io.weir.support.tracing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves Spring Boot's tracing out where there is nobody to send traces to. By itself it would make spans for each request and
 * throw them away.
 */
final class TracingParts implements AutoConfigurationImportFilter, EnvironmentAware {

    private boolean on;

    @Override
    public void setEnvironment(Environment environment) {
        on = TracingSwitch.isOn(environment);
    }

    @Override
    public boolean[] match(@Nullable String[] classes, AutoConfigurationMetadata metadata) {
        boolean[] kept = new boolean[classes.length];
        for (int index = 0; index < classes.length; index++) {
            kept[index] = on || !isPart(classes[index]);
        }
        return kept;
    }

    private static boolean isPart(@Nullable String name) {
        return name != null
                && (name.startsWith("org.springframework.boot.micrometer.tracing.")
                        || name.startsWith("org.springframework.boot.opentelemetry."));
    }
}
