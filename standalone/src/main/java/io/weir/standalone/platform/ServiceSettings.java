package io.weir.standalone.platform;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Gives a service what {@code .env} and {@code weir.yaml} say, below its environment and above its own file. */
record ServiceSettings(Map<String, String> environment, Map<String, String> properties) {

    /** Spring reads names such as {@code WEIR_DATA_DIR} only from sources whose name ends like this. */
    private static final String DOT_ENV = "dotEnv-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    /** All services share one data folder here, and so the keys by which they believe one another. */
    private static final Map<String, Object> DEFAULTS =
            Map.of("weir.identity.enabled", "true", "weir.secrets.make-keys", "true");

    SpringApplicationBuilder applyTo(SpringApplicationBuilder application) {
        return application.initializers(this::addTo);
    }

    private void addTo(ConfigurableApplicationContext context) {
        MutablePropertySources sources = context.getEnvironment().getPropertySources();
        sources.addAfter(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(DOT_ENV, new HashMap<>(environment)));
        sources.addAfter(DOT_ENV, new MapPropertySource("weir.yaml", new HashMap<>(properties)));
        sources.addLast(new MapPropertySource("standalone", DEFAULTS));
    }
}
