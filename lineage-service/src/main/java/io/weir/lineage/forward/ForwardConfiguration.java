package io.weir.lineage.forward;

import io.weir.support.outbox.ExternalDestination;
import io.weir.support.secret.SecretReference;
import java.net.URI;
import java.net.URISyntaxException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("weir.lineage.forward.enabled")
class ForwardConfiguration {

    /** Settings that cannot work stop the service at its start; what is wrong is told, the values are not. */
    @Bean
    ExternalDestination openLineageEndpoint(ForwardSettings settings) {
        String url = settings.url();
        String token = settings.token();
        if (url == null || url.isBlank()) {
            throw new IllegalStateException("weir.lineage.forward.url must say where events are sent on to");
        }
        try {
            return new ExternalDestination(
                    new URI(url), token == null || token.isBlank() ? null : new SecretReference(token));
        } catch (URISyntaxException | IllegalArgumentException wrong) {
            String why = wrong instanceof URISyntaxException ? "the address is none" : wrong.getMessage();
            throw new IllegalStateException("weir.lineage.forward: " + why);
        }
    }
}
