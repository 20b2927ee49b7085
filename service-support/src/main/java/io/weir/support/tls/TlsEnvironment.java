package io.weir.support.tls;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

/** Says in Spring Boot's words what {@link TlsSettings} says, before the first port is opened and the first client is made. */
final class TlsEnvironment implements EnvironmentPostProcessor, Ordered {

    private static final String BUNDLE = "spring.ssl.bundle.pem.weir.";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        PlainStores.check(environment);
        String certificate = setting(environment, "certificate");
        String key = setting(environment, "key");
        if ((certificate == null) != (key == null)) {
            throw new IllegalStateException("weir.tls needs a certificate and a key, or neither");
        }
        if (certificate != null && key != null) {
            environment
                    .getPropertySources()
                    .addLast(new MapPropertySource(
                            "weir tls",
                            Map.of(
                                    "server.ssl.bundle",
                                    "weir",
                                    BUNDLE + "keystore.certificate",
                                    location(certificate),
                                    BUNDLE + "keystore.private-key",
                                    location(key),
                                    BUNDLE + "reload-on-update",
                                    true,
                                    // Who probes and scrapes at a port of its own has no name to check.
                                    "management.server.ssl.enabled",
                                    false)));
        }
        String authorities = setting(environment, "authorities");
        if (authorities != null) {
            TrustedAuthorities.believe(Path.of(authorities));
        }
    }

    private static @Nullable String setting(ConfigurableEnvironment environment, String name) {
        String value = environment.getProperty("weir.tls." + name);
        return StringUtils.hasText(value) ? value : null;
    }

    private static String location(String file) {
        return Path.of(file).toUri().toString();
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
