package io.weir.ingest.source.kafka;

import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.source.Sources;
import io.weir.ingest.source.lease.WorkerName;
import io.weir.ingest.stage.Payloads;
import io.weir.ingest.store.References;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.broker.LoginFailure;
import io.weir.support.outbound.OutboundRules;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.stereotype.Component;

/** Consumers of Kafka topics. */
@Component
final class KafkaSources implements Sources {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KafkaSignIn signIn;
    private final WorkerName worker;
    private final AdvertisedBrokers advertised;

    KafkaSources(Secrets secrets, WorkerName worker, OutboundRules outbound) {
        this.advertised = new AdvertisedBrokers(outbound);
        this.worker = worker;
        this.signIn = new KafkaSignIn(new SourceSecrets(new References(Map.of(), secrets)));
    }

    @Override
    public String kind() {
        return StoreAddress.KAFKA;
    }

    @Override
    public Source open(SourceRequest request, SourceListener listener) {
        Map<String, Object> connection = signIn.settings(request);
        Consumer<byte[], ByteBuffer> consumer;
        try {
            consumer = consumer(KafkaSettings.ofMember(request, connection, worker));
        } catch (KafkaException failed) {
            // Who gets no token is refused before any broker is asked.
            boolean lasting =
                    LoginFailure.of(failed).filter(LoginFailure::refused).isPresent();
            throw new SourceException(KafkaSignIn.obstacle(request, failed), lasting, failed);
        }
        return new KafkaSource(consumer, new KafkaTopics(request, connection, advertised), listener);
    }

    @Override
    public Map<Integer, Long> ends(SourceRequest request) {
        try (Consumer<byte[], ByteBuffer> consumer = consumer(KafkaSettings.of(request, signIn.settings(request)))) {
            List<TopicPartition> partitions = consumer.partitionsFor(request.topic(), PATIENCE).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                // Of one that was just made a broker may not have heard yet.
                throw new SourceException(KafkaTopics.absent(request), false, null);
            }
            Map<Integer, Long> ends = new TreeMap<>();
            consumer.endOffsets(partitions, PATIENCE).forEach((partition, end) -> ends.put(partition.partition(), end));
            return ends;
        } catch (KafkaException failed) {
            throw silent(request, failed);
        }
    }

    @Override
    public Map<Integer, Long> passed(SourceRequest request, Map<Integer, Long> last) {
        Set<TopicPartition> partitions = last.keySet().stream()
                .map(partition -> new TopicPartition(request.topic(), partition))
                .collect(Collectors.toSet());
        try (Consumer<byte[], ByteBuffer> consumer = consumer(KafkaSettings.of(request, signIn.settings(request)))) {
            Map<Integer, Long> passed = new TreeMap<>();
            consumer.committed(partitions, PATIENCE).forEach((partition, shown) -> {
                Long held = last.get(partition.partition());
                if (shown != null && held != null && ShownOffsets.isAfter(shown, held)) {
                    passed.put(partition.partition(), shown.offset());
                }
            });
            return passed;
        } catch (KafkaException failed) {
            throw silent(request, failed);
        }
    }

    @Override
    public void peek(SourceRequest request, int most, Duration longest, Payloads payloads) {
        try (Consumer<byte[], ByteBuffer> consumer =
                consumer(KafkaSettings.withoutGroup(request, signIn.settings(request)))) {
            new KafkaPeek(consumer, request, most).into(payloads, longest);
        } catch (KafkaException failed) {
            throw silent(request, failed);
        }
    }

    @Override
    public boolean isOutage(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            boolean silent = cause instanceof TimeoutException
                    || cause instanceof java.util.concurrent.TimeoutException
                    || cause instanceof DisconnectException;
            if (silent) {
                return true;
            }
        }
        return false;
    }

    private static SourceException silent(SourceRequest request, KafkaException failed) {
        return new SourceException(KafkaSignIn.obstacle(request, failed), false, failed);
    }

    private static Consumer<byte[], ByteBuffer> consumer(Map<String, Object> settings) {
        return new DefaultKafkaConsumerFactory<byte[], ByteBuffer>(settings).createConsumer();
    }
}
