package io.weir.support.part;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;

/**
 * Says of each part that libraries would set up by themselves whether the service that starts shall have it. Named in
 * {@code META-INF/spring.factories}; asked once at each start, with all parts of the class path, before any of their classes is
 * loaded.
 */
public abstract class PartFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    private Environment environment = new StandardEnvironment();

    @Override
    public final void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public final boolean[] match(@Nullable String[] configurations, AutoConfigurationMetadata metadata) {
        boolean[] wanted = new boolean[configurations.length];
        for (int index = 0; index < configurations.length; index++) {
            String configuration = configurations[index];
            // Null stands for one that a filter before this one has left out.
            wanted[index] = configuration == null || isWanted(configuration, environment);
        }
        return wanted;
    }

    /**
     * Whether a service has a use for a part.
     *
     * @param configuration the name of the class that sets the part up
     * @param environment the settings of the service that starts
     */
    protected abstract boolean isWanted(String configuration, Environment environment);

    /** The name of the service that starts, empty where it has none, as in a test of a single part. */
    protected static String service(Environment environment) {
        return Objects.requireNonNullElse(environment.getProperty("spring.application.name"), "");
    }
}
