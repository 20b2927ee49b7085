package io.weir.lineage.forward;

import io.weir.support.outbox.ExternalDestination;
import io.weir.support.outbox.HttpDestination;
import io.weir.support.outbox.HttpEndpoint;
import io.weir.support.secret.SecretReference;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("weir.lineage.forward.enabled")
class ForwardConfiguration {

    /** Settings that cannot work stop the service at its start; what is wrong is told, the values are not. */
    @Bean
    ExternalDestination openLineageDestination(ForwardSettings settings, TopicDestinations topics) {
        boolean toAddress = isGiven(settings.url());
        if (toAddress == isGiven(settings.kafka().topic())) {
            throw new IllegalStateException(
                    "either weir.lineage.forward.url or weir.lineage.forward.kafka.topic must say where events are sent on to, and not both");
        }
        try {
            return toAddress ? new HttpDestination(endpoint(settings)) : topics.at(settings.kafka());
        } catch (URISyntaxException | IllegalArgumentException wrong) {
            String why = wrong instanceof URISyntaxException ? "the address is none" : wrong.getMessage();
            throw new IllegalStateException("weir.lineage.forward: " + why);
        }
    }

    private static HttpEndpoint endpoint(ForwardSettings settings) throws URISyntaxException {
        return new HttpEndpoint(new URI(String.valueOf(settings.url())), reference(settings.token()));
    }

    private static @Nullable SecretReference reference(@Nullable String text) {
        return isGiven(text) ? new SecretReference(String.valueOf(text)) : null;
    }

    private static boolean isGiven(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
