package io.weir.ingest.kinesis;

import io.weir.ingest.source.Attributes;
import io.weir.ingest.stage.Payloads;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Looks at the first records of shards, of each a share; what one has fewer, others give. It ends with what it has when its time is
 * over.
 */
final class KinesisPeek {

    /** Of records, at which no more of them are looked at. */
    private static final long MOST_BYTES = 32L << 20;

    /** Of one call, by Kinesis' own rule. */
    private static final int MOST_AT_ONCE = 10_000;

    /** Kinesis answers five calls a second for a shard. */
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final KinesisClient client;
    private final String stream;
    private final boolean enveloped;
    private final Payloads payloads;
    private final long until;
    private int left;
    private long bytes;
    private long seen;

    KinesisPeek(KinesisClient client, String stream, int most, Duration longest, boolean enveloped, Payloads payloads) {
        this.enveloped = enveloped;
        this.client = client;
        this.stream = stream;
        this.payloads = payloads;
        this.left = most;
        this.until = System.nanoTime() + longest.toNanos();
    }

    /** @param next where to go on; null where it was not looked at yet */
    private record Place(Shard shard, @Nullable String next) {}

    void into(List<Shard> shards) {
        List<Place> places =
                shards.stream().map(shard -> new Place(shard, null)).toList();
        while (!places.isEmpty() && !isOver()) {
            long before = seen;
            places = round(places);
            if (seen == before && !places.isEmpty() && !isOver()) {
                LockSupport.parkNanos(Math.min(PAUSE.toNanos(), nanosLeft()));
            }
        }
    }

    /** Looks at each once; which of them there is more of. */
    private List<Place> round(List<Place> places) {
        List<Place> more = new ArrayList<>();
        for (int index = 0; index < places.size() && !isOver(); index++) {
            int share = Math.max(1, Math.min(MOST_AT_ONCE, left / (places.size() - index)));
            Place next = look(places.get(index), share);
            if (next != null) {
                more.add(next);
            }
        }
        return more;
    }

    private @Nullable Place look(Place place, int share) {
        try {
            String iterator = place.next() == null ? first(place.shard()) : place.next();
            GetRecordsResponse answer = client.getRecords(records -> records.shardIterator(iterator)
                    .limit(share)
                    .overrideConfiguration(call -> call.apiCallTimeout(Duration.ofNanos(nanosLeft()))));
            answer.records().forEach(record -> handOver(place.shard(), record));
            Long behind = answer.millisBehindLatest();
            boolean atEnd = answer.nextShardIterator() == null || behind == null || behind == 0;
            return atEnd ? null : new Place(place.shard(), answer.nextShardIterator());
        } catch (ProvisionedThroughputExceededException busy) {
            return place;
        } catch (SdkClientException late) {
            if (nanosLeft() > 1 && !(late instanceof ApiCallTimeoutException)) {
                throw late;
            }
            return null;
        }
    }

    private String first(Shard shard) {
        return client.getShardIterator(iterator -> iterator.streamName(stream)
                        .shardId(shard.id())
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON)
                        .overrideConfiguration(call -> call.apiCallTimeout(Duration.ofNanos(nanosLeft()))))
                .shardIterator();
    }

    private void handOver(Shard shard, Record record) {
        byte[] payload = record.data().asByteArrayUnsafe();
        bytes += payload.length;
        left--;
        ByteBuffer whole = ByteBuffer.wrap(payload);
        payloads.add(
                shard.number(), seen++, enveloped ? attributes(shard, record).envelop(whole) : whole);
    }

    private static Attributes attributes(Shard shard, Record record) {
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("shard", shard.id());
        system.put("sequence-number", record.sequenceNumber());
        system.put("partition-key", record.partitionKey());
        return Attributes.of(record.approximateArrivalTimestamp(), Map.of(), system);
    }

    private boolean isOver() {
        return left <= 0 || bytes >= MOST_BYTES || nanosLeft() <= 1;
    }

    /** One at least: nobody can wait for less. */
    private long nanosLeft() {
        return Math.max(1, until - System.nanoTime());
    }
}
