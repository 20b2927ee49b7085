package io.weir.support.identity;

import io.weir.support.tracing.Spans;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

@AutoConfiguration
@EnableConfigurationProperties(IdentitySettings.class)
class IdentityAutoConfiguration {

    /** After what bounds a request, before what answers it. */
    private static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 15;

    @Bean
    ServiceIdentity serviceIdentity(
            ObjectProvider<SignedTokens> tokens,
            @Value("${spring.application.name:service}") String service,
            Spans spans) {
        return new ServiceIdentity(tokens.getIfAvailable(), service, spans);
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    @ConditionalOnProperty("weir.identity.enabled")
    static class Verification {

        @Bean
        SigningKeys signingKeys(IdentitySettings settings, @Value("${weir.data-dir:.weir}") Path dataDir) {
            return new SigningKeys(settings.keyFile(dataDir), Clock.systemUTC());
        }

        @Bean
        SignedTokens signedTokens(SigningKeys keys, IdentitySettings settings) {
            return new SignedTokens(keys, settings.tokenLife(), Clock.systemUTC());
        }

        @Bean
        Tickets tickets(SigningKeys keys, IdentitySettings settings) {
            return new Tickets(keys, settings.ticketLife(), Clock.systemUTC());
        }

        @Bean
        @ConditionalOnProperty("weir.identity.keeper")
        KeyRotation keyRotation(SigningKeys keys, IdentitySettings settings) {
            return new KeyRotation(keys, settings.rotation());
        }

        @Bean
        AccessRule changesNeedMoreThanReading(IdentitySettings settings) {
            return request -> switch (request.getMethod()) {
                case "GET", "HEAD", "OPTIONS" -> Scope.READ;
                // Compared as it came, so that no reader can take another path for one of these.
                default -> settings.readingPaths().contains(request.getRequestURI()) ? Scope.READ : Scope.WRITE;
            };
        }

        @Bean
        FilterRegistrationBean<IdentityFilter> identityFilter(
                IdentitySettings settings,
                ObjectProvider<BearerTokens> tokens,
                ObjectProvider<AccessRule> rules,
                ObjectProvider<Refusals> refusals) {
            Stream<BearerTokens> kinds = tokens.orderedStream();
            var registration = new FilterRegistrationBean<>(new IdentityFilter(
                    new AnonymousPaths(settings.anonymousPaths()),
                    kinds.toList(),
                    rules.orderedStream().toList(),
                    refusals.getIfAvailable(() -> (request, refused) -> refused)));
            registration.setOrder(ORDER);
            return registration;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    @ConditionalOnProperty(name = "weir.identity.enabled", havingValue = "false", matchIfMissing = true)
    static class Open {

        private static final Logger LOG = LoggerFactory.getLogger(IdentityAutoConfiguration.class);

        Open() {
            LOG.warn("weir.identity.enabled is not set: whoever reaches this service may do everything");
        }
    }
}
