package io.weir.ingest.source.kafka;

import io.weir.ingest.Topic;
import io.weir.ingest.source.SourceContract;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceStart;
import io.weir.ingest.source.Sources;
import io.weir.ingest.store.StoreAddress;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

class KafkaSourceTest extends SourceContract {

    private static EmbeddedKafkaKraftBroker broker;

    private final Map<String, Topic> topics = new HashMap<>();

    @BeforeAll
    static void start() {
        broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.afterPropertiesSet();
    }

    @AfterAll
    static void stop() {
        broker.destroy();
    }

    @Override
    protected Sources sources() {
        return new KafkaSources();
    }

    @Override
    protected SourceRequest topic(SourceStart start) {
        Topic topic = new Topic(broker, 2);
        topics.put(topic.name(), topic);
        StoreAddress store = new StoreAddress(
                "broker", StoreAddress.KAFKA, Map.of(StoreAddress.BOOTSTRAP_SERVERS, broker.getBrokersAsString()));
        return new SourceRequest(store, "reader", topic.name(), "group", start);
    }

    @Override
    protected void produce(SourceRequest topic, int from, int to) {
        topics.get(topic.topic()).produce(to - from, index -> Integer.toString(from + index));
    }
}
