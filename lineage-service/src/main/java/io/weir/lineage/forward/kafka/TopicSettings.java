package io.weir.lineage.forward.kafka;

import io.weir.lineage.forward.ForwardSettings;
import io.weir.support.broker.ProcessTrust;
import io.weir.support.secret.SecretReference;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * A topic and how to reach it.
 *
 * @param jaas credentials, read when a connection is made
 */
record TopicSettings(
        @Nullable String bootstrapServers,
        String topic,
        String securityProtocol,
        @Nullable String mechanism,
        @Nullable SecretReference jaas) {

    /** Refuses what no broker could be reached with, and names what is missing. */
    TopicSettings {
        if (bootstrapServers == null || bootstrapServers.isBlank()) {
            throw new IllegalArgumentException("kafka.bootstrap-servers must name a broker, as in kafka:9092");
        }
        Set<String> protocols = new TreeSet<>(SecurityProtocol.names());
        if (!protocols.contains(securityProtocol)) {
            throw new IllegalArgumentException("kafka.security-protocol must be one of " + protocols);
        }
        if (securityProtocol.startsWith("SASL") && (mechanism == null || jaas == null)) {
            throw new IllegalArgumentException(
                    "kafka.sasl-mechanism and kafka.sasl-jaas-config are needed with " + securityProtocol);
        }
    }

    static TopicSettings of(ForwardSettings.Kafka settings) {
        String jaas = settings.saslJaasConfig();
        return new TopicSettings(
                settings.bootstrapServers(),
                String.valueOf(settings.topic()),
                settings.securityProtocol(),
                settings.saslMechanism(),
                jaas == null || jaas.isBlank() ? null : new SecretReference(jaas));
    }

    /** An event is acknowledged by all replicas in sync, and what the producer itself repeats is there once. */
    Map<String, Object> producer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // How large an event may be is the topic's to say.
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 64 << 20);
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "weir-lineage");
        settings.put("security.protocol", securityProtocol);
        if (securityProtocol.endsWith("SSL")) {
            settings.put(SslConfigs.SSL_ENGINE_FACTORY_CLASS_CONFIG, ProcessTrust.class);
        }
        if (mechanism != null && jaas != null) {
            settings.put(SaslConfigs.SASL_MECHANISM, mechanism);
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, jaas.read());
        }
        return settings;
    }
}
