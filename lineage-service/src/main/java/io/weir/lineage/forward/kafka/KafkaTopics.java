package io.weir.lineage.forward.kafka;

import io.weir.lineage.forward.ForwardSettings;
import io.weir.lineage.forward.TopicDestinations;
import io.weir.support.outbox.ExternalDestination;
import org.springframework.stereotype.Component;

@Component
final class KafkaTopics implements TopicDestinations {

    @Override
    public ExternalDestination at(ForwardSettings.Kafka settings) {
        return new TopicDestination(TopicSettings.of(settings));
    }
}
