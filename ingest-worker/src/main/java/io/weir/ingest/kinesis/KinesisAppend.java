package io.weir.ingest.kinesis;

import io.weir.ingest.dependency.Dependency;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.source.SourceException;
import io.weir.support.retry.Backoff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * Adds records to a stream, in as few calls as they fit into. What Kinesis says that it did not take is sent again, and nothing else: what
 * had no answer may be there.
 */
final class KinesisAppend {

    /** Of a partition key: a UUID. */
    static final int KEY_BYTES = 36;

    /** Of one call, by Kinesis' own rule. */
    private static final int MOST_RECORDS = 500;

    private static final long MOST_BYTES = 5 << 20;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(2));

    private final KinesisClient client;
    private final Dependency dependency;
    private final KinesisPlace place;
    private final String stream;
    private final List<byte[]> records;
    private final long until;
    private int there;

    /**
     * Of these records.
     *
     * @param client that makes no call twice
     * @param longest how long records are sent again that were not taken
     */
    KinesisAppend(
            KinesisClient client,
            Dependency dependency,
            KinesisPlace place,
            String stream,
            List<byte[]> records,
            Duration longest) {
        this.client = client;
        this.dependency = dependency;
        this.place = place;
        this.stream = stream;
        this.records = records;
        this.until = System.nanoTime() + longest.toNanos();
    }

    void run() {
        List<PutRecordsRequestEntry> call = new ArrayList<>();
        long bytes = 0;
        for (byte[] payload : records) {
            // Spread over the shards by chance, and sent again with the same key.
            String key = UUID.randomUUID().toString();
            int size = payload.length + KEY_BYTES;
            if (call.size() == MOST_RECORDS || bytes + size > MOST_BYTES) {
                patiently(call);
                call = new ArrayList<>();
                bytes = 0;
            }
            bytes += size;
            call.add(PutRecordsRequestEntry.builder()
                    .data(SdkBytes.fromByteArrayUnsafe(payload))
                    .partitionKey(key)
                    .build());
        }
        patiently(call);
    }

    private void patiently(List<PutRecordsRequestEntry> wanted) {
        List<PutRecordsRequestEntry> left = wanted;
        for (int failures = 1; !left.isEmpty(); failures++) {
            Refusal refusal = put(left);
            left = refusal.records();
            if (!left.isEmpty()) {
                pause(failures, refusal.why());
            }
        }
    }

    /** @param why nothing where all were taken */
    private record Refusal(List<PutRecordsRequestEntry> records, String why) {}

    /** Which of them Kinesis did not take, and how it calls that. */
    private Refusal put(List<PutRecordsRequestEntry> entries) {
        try {
            PutRecordsResponse answer = dependency.tell(
                    () -> client.putRecords(call -> call.streamName(stream).records(entries)));
            List<PutRecordsRequestEntry> refused = new ArrayList<>();
            String why = "";
            for (int index = 0; index < entries.size(); index++) {
                String code = answer.records().get(index).errorCode();
                if (code != null) {
                    refused.add(entries.get(index));
                    why = code;
                }
            }
            there += entries.size() - refused.size();
            return new Refusal(refused, why);
        } catch (SdkException failed) {
            if (KinesisPlace.isThrottled(failed)) {
                return new Refusal(entries, KinesisPlace.told(failed));
            }
            throw problem(failed);
        } catch (DependencyAwayException away) {
            throw there == 0
                    ? new SourceException(String.valueOf(away.getMessage()), false, away)
                    : partly(String.valueOf(away.getMessage()), away);
        }
    }

    private SourceException problem(SdkException failed) {
        if (there > 0 || !KinesisPlace.isUndone(failed)) {
            return partly(KinesisPlace.told(failed), failed);
        }
        return failed instanceof ResourceNotFoundException
                ? KinesisStreams.absent(place, stream, failed)
                : place.problem(failed);
    }

    private void pause(int failures, String why) {
        if (System.nanoTime() - until >= 0) {
            throw given(why);
        }
        try {
            Thread.sleep(BACKOFF.after(failures, ThreadLocalRandom.current()).toMillis());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw given(why);
        }
    }

    /** Where nothing is there, all of it may be sent again. */
    private SourceException given(String why) {
        return there > 0
                ? partly(why, null)
                : new SourceException(
                        "stream " + stream + " of " + place + " takes no records just now: " + why, false, null);
    }

    /** To send all of them again would double those that are there, or may be. */
    private SourceException partly(String why, @Nullable Exception failed) {
        return new SourceException(
                "stream " + stream + " of " + place + " is known to have " + there + " of " + records.size()
                        + " records: " + why,
                true,
                failed);
    }
}
