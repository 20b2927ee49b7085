package io.weir.standalone.platform;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Gives a service what {@code .env} and {@code weir.yaml} say, below its environment and above its own file.
 *
 * @param brokers Kafka in place of the embedded one, which users may connect to
 */
record ServiceSettings(Map<String, String> environment, Map<String, String> properties, Optional<String> brokers) {

    /** Spring reads names such as {@code WEIR_DATA_DIR} only from sources whose name ends like this. */
    private static final String DOT_ENV = "dotEnv-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    /** All services share one data folder here, and so the keys by which they believe one another. */
    private static final Map<String, Object> DEFAULTS = Map.of(
            "weir.identity.enabled", "true",
            "weir.secrets.make-keys", "true");

    /** Who starts the platform can reach what listens on this machine anyway, such as the broker that it brings. */
    private static final String THIS_MACHINE = "localhost,127.0.0.0/8,::1";

    private static String hostsOf(Optional<String> bootstrapServers) {
        return bootstrapServers.stream()
                .flatMap(servers -> Stream.of(servers.split(",")))
                .map(server -> "," + server.strip().replaceFirst(":[0-9]+$", ""))
                .collect(Collectors.joining());
    }

    /** Without Spring's lines of a start, for which it opens each library to look for versions. */
    SpringApplicationBuilder applyTo(SpringApplicationBuilder application) {
        return application.logStartupInfo(false).initializers(this::addTo);
    }

    private void addTo(ConfigurableApplicationContext context) {
        MutablePropertySources sources = context.getEnvironment().getPropertySources();
        sources.addAfter(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                new SystemEnvironmentPropertySource(DOT_ENV, new HashMap<>(environment)));
        sources.addAfter(DOT_ENV, new MapPropertySource("weir.yaml", new HashMap<>(properties)));
        Map<String, Object> defaults = new HashMap<>(DEFAULTS);
        defaults.put("weir.outbound.allowed", THIS_MACHINE + hostsOf(brokers));
        sources.addLast(new MapPropertySource("standalone", defaults));
    }
}
