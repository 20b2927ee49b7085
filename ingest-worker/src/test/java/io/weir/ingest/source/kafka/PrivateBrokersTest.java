package io.weir.ingest.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.source.Brokers;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A worker connects to nothing but what is public or allowed, whatever a store said when it was made. */
final class PrivateBrokersTest {

    private static final OutboundRules ALLOWED = new OutboundRules(List.of("10.1.0.0/16"));

    @Test
    void aBrokerOfThePrivateNetworkIsNotReadFrom() {
        Brokers brokers = new Brokers(
                List.of(new KafkaSources(name -> name, new WorkerName(UUID.randomUUID()), ALLOWED)),
                ALLOWED,
                new Dependencies(DependencySettings.DEFAULTS));

        assertThat(brokers.of(at("10.1.0.1:9092,10.1.0.2:9092")).kind()).isEqualTo(StoreAddress.KAFKA);
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> brokers.of(at("10.1.0.1:9092,10.2.0.1:9092")))
                .withMessageContaining("sales")
                .withMessageContaining("10.2.0.1")
                .satisfies(refused -> assertThat(refused.isLasting()).isTrue());
    }

    private static SourceRequest at(String servers) {
        Map<String, String> properties = Map.of(StoreAddress.BOOTSTRAP_SERVERS, servers);
        StoreAddress store = new StoreAddress("sales", StoreAddress.KAFKA, properties);
        return new SourceRequest(store, "pipeline", "topic", "group", new SourceStart.Earliest());
    }
}
