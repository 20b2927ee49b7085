package io.weir.lineage.forward;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where events of the platform's own runs are sent on to: an address or a topic.
 *
 * @param enabled whether events of the platform's own runs are sent on
 * @param url of an OpenLineage endpoint, as in {@code https://marquez.example.com/api/v1/lineage}
 * @param token for it, by reference: {@code env:NAME} or {@code file:/PATH}; none unless given
 * @param kafka the topic, in place of an address
 */
@ConfigurationProperties("weir.lineage.forward")
public record ForwardSettings(
        @DefaultValue("false") boolean enabled,
        @Nullable String url,
        @Nullable String token,
        @DefaultValue Kafka kafka) {

    /**
     * A topic of Kafka, or of anything that speaks as Kafka does.
     *
     * @param bootstrapServers of the cluster, as in {@code kafka-1:9092,kafka-2:9092}
     * @param topic that events go to; without it none does
     * @param securityProtocol PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL
     * @param saslMechanism as in {@code PLAIN} or {@code SCRAM-SHA-512}; needed with SASL
     * @param saslJaasConfig login module and credentials as Kafka writes them, by reference: {@code env:NAME} or
     *     {@code file:/PATH}; needed with SASL
     */
    public record Kafka(
            @Nullable String bootstrapServers,
            @Nullable String topic,
            @DefaultValue("PLAINTEXT") String securityProtocol,
            @Nullable String saslMechanism,
            @Nullable String saslJaasConfig) {}
}
