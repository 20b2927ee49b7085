package io.weir.ingest.source.kafka;

import io.weir.ingest.source.Source;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceListener;
import io.weir.ingest.source.SourcePosition;
import io.weir.ingest.source.SourceRequest;
import io.weir.ingest.stage.Payloads;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer of one topic in a group. */
final class KafkaSource implements Source {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaSource.class);
    private static final Duration LEAVE = Duration.ofSeconds(5);

    private final Consumer<byte[], ByteBuffer> consumer;
    private final SourceRequest request;
    private final String topic;
    private final KafkaRecords handover;
    private final KafkaAssignments assignments;
    private final KafkaAnswers answers;

    /** The last records that were handed over of partitions; none of one of which nothing came since it was assigned. */
    private final Map<TopicPartition, Long> handed = new HashMap<>();

    private boolean admitted;

    /** Subscribes to what the topics' request asks for. */
    KafkaSource(Consumer<byte[], ByteBuffer> consumer, KafkaTopics topics, SourceListener listener) {
        this.consumer = consumer;
        this.request = topics.request();
        this.topic = request.topic();
        this.handover = KafkaRecords.of(request);
        this.answers = new KafkaAnswers(consumer);
        this.assignments = new KafkaAssignments(consumer, topics, listener);
        consumer.subscribe(List.of(topic), assignments);
    }

    @Override
    public void poll(Duration longest, Payloads payloads) {
        ConsumerRecords<byte[], ByteBuffer> records;
        try {
            assignments.lookAfterLeaderless();
            records = consumer.poll(longest);
            admitted |= !consumer.assignment().isEmpty();
        } catch (WakeupException woken) {
            // Nothing was taken; whoever woke us has changed what the caller looks at next.
            return;
        } catch (KafkaException failed) {
            // What is wrong with a partition that was assigned comes wrapped, with nothing of it in the message.
            if (failed.getCause() instanceof RuntimeException own && !(own instanceof KafkaException)) {
                throw own;
            }
            throw refused(failed);
        }
        handover.handOver(records, payloads);
        handed.keySet().retainAll(consumer.assignment());
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], ByteBuffer>> own = records.records(partition);
            handed.put(partition, own.get(own.size() - 1).offset());
        }
    }

    /**
     * Whoever was never let in has the wrong password, and trying it again would lock the user out. Who was let in before
     * may come with a password that was exchanged meanwhile, which the next one reads anew.
     */
    private SourceException refused(KafkaException failed) {
        boolean lasting = failed instanceof AuthorizationException
                || failed instanceof InvalidTopicException
                || (failed instanceof AuthenticationException && !admitted);
        String message = failed instanceof AuthenticationException
                ? KafkaSignIn.obstacle(request, failed)
                : "topic " + topic + " cannot be read: " + failed.getMessage();
        return new SourceException(message, lasting, failed);
    }

    @Override
    public void pause() {
        consumer.pause(consumer.assignment());
    }

    @Override
    public void resume() {
        consumer.resume(consumer.paused());
        assignments.leaderless().pause();
    }

    @Override
    public Map<Integer, SourcePosition> positions() {
        Map<Integer, SourcePosition> positions = new TreeMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            if (assignments.leaderless().has(partition)) {
                continue;
            }
            long next = Wakeups.undisturbed(consumer, () -> consumer.position(partition));
            positions.put(
                    partition.partition(),
                    new SourcePosition(
                            next, next + consumer.currentLag(partition).orElse(0)));
        }
        return positions;
    }

    @Override
    public Set<Integer> leaderless() {
        return assignments.leaderless().partitions();
    }

    @Override
    public long heardNanos() {
        return answers.heardNanos();
    }

    @Override
    public boolean isShared() {
        return consumer.assignment().size() < assignments.known();
    }

    @Override
    public void report(Map<Integer, Long> sequences) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            Long last = sequences.get(partition.partition());
            if (last != null) {
                offsets.put(partition, ShownOffsets.of(next(partition, last), last));
            }
        }
        consumer.commitAsync(offsets, (committed, failed) -> {
            if (failed != null) {
                LOG.debug("offsets of {} are not shown by the broker", topic, failed);
            }
        });
    }

    /** Whoever has all that was handed over has all before the place where reading goes on: no record is between. */
    private long next(TopicPartition partition, long last) {
        boolean all = handed.getOrDefault(partition, last) == last
                && !assignments.leaderless().has(partition);
        return all ? Math.max(last + 1, Wakeups.undisturbed(consumer, () -> consumer.position(partition))) : last + 1;
    }

    @Override
    public void wakeUp() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        // Who ends and can say so leaves its place, so that another has its partitions at once.
        consumer.close(CloseOptions.timeout(LEAVE).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
    }
}
