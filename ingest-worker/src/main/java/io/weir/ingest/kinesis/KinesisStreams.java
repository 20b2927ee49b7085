package io.weir.ingest.kinesis;

import io.weir.ingest.dependency.Dependency;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.stage.Payloads;
import io.weir.ingest.store.Entity;
import io.weir.ingest.store.EntityKind;
import io.weir.ingest.store.EntityPage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ListStreamsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/** The streams that a key opens in a region. Each method throws a {@link SourceException} where Kinesis does not answer, or refuses. */
public final class KinesisStreams implements AutoCloseable {

    /** Of one record, less what the key takes by which its shard is found. */
    public static final int LARGEST_RECORD = (1 << 20) - KinesisAppend.KEY_BYTES;

    /** Of a listing of names that only some are wanted of. */
    private static final int MOST_NAMES = 10_000;

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String NAME = "[A-Za-z0-9_.-]{1,128}";

    /** Makes clients. */
    @FunctionalInterface
    interface Clients {

        /**
         * Makes one.
         *
         * @param repeats whether it makes a call again that had no answer, or was too many
         */
        KinesisClient of(boolean repeats);
    }

    private final KinesisPlace place;
    private final Dependency dependency;
    private final Clients clients;
    private final KinesisClient client;

    KinesisStreams(KinesisPlace place, Dependency dependency, Clients clients) {
        this.place = place;
        this.dependency = dependency;
        this.clients = clients;
        this.client = clients.of(true);
    }

    /**
     * A page of them, by one call.
     *
     * @param from name of the last one that was looked at; empty for the first page
     * @param limit of the page, which may hold fewer before the last
     */
    public EntityPage list(String prefix, String from, int limit) {
        ListStreamsResponse answer = asking(() -> client.listStreams(streams ->
                streams.limit(prefix.isEmpty() ? limit : MOST_NAMES).exclusiveStartStreamName(orNull(from))));
        List<Entity> found = new ArrayList<>();
        String last = from;
        for (String name : answer.streamNames()) {
            if (found.size() == limit) {
                return new EntityPage(found, last);
            }
            last = name;
            if (name.startsWith(prefix)) {
                found.add(new Entity(name, EntityKind.STREAM));
            }
        }
        return new EntityPage(found, answer.hasMoreStreams() ? last : "");
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** The stream of a name; nothing where there is no such. */
    public Optional<Entity> find(String name) {
        if (!name.matches(NAME)) {
            return Optional.empty();
        }
        return asking(() -> {
            try {
                client.describeStreamSummary(stream -> stream.streamName(name));
                return Optional.of(new Entity(name, EntityKind.STREAM));
            } catch (ResourceNotFoundException absent) {
                return Optional.empty();
            }
        });
    }

    /** The shards of a stream that have records, or may get some. */
    public List<Shard> shards(String stream) {
        List<Shard> shards = new ArrayList<>();
        ListShardsRequest request =
                ListShardsRequest.builder().streamName(stream).build();
        while (true) {
            ListShardsRequest page = request;
            ListShardsResponse answer = asking(stream, () -> client.listShards(page));
            answer.shards()
                    .forEach(shard -> shards.add(new Shard(
                            shard.shardId(), shard.sequenceNumberRange().endingSequenceNumber() == null)));
            if (answer.nextToken() == null) {
                return shards;
            }
            request = ListShardsRequest.builder().nextToken(answer.nextToken()).build();
        }
    }

    /**
     * Hands over records, the oldest of each shard: of those that are open, then of the others. In place of their sequences, which have
     * more digits than ours, they are counted.
     *
     * @param most how many, of all shards together
     * @param longest how long to wait for them
     * @param enveloped whether they are handed over in an {@link io.weir.ingest.stage.Envelope}
     */
    public void peek(String stream, int most, Duration longest, boolean enveloped, Payloads payloads) {
        List<Shard> shards = shards(stream);
        asking(stream, () -> {
            KinesisPeek peek = new KinesisPeek(client, stream, most, longest, enveloped, payloads);
            peek.into(shards.stream().filter(Shard::open).toList());
            peek.into(shards.stream().filter(shard -> !shard.open()).toList());
            return most;
        });
    }

    /**
     * Adds records, and returns when all of them are there.
     *
     * @throws SourceException telling of how many that is known, if not of all
     */
    public void append(String stream, List<byte[]> records) {
        append(stream, records, PATIENCE);
    }

    /**
     * The same for who waits as long as is said.
     *
     * @param longest how long records are sent again that were not taken
     */
    void append(String stream, List<byte[]> records, Duration longest) {
        try (KinesisClient once = clients.of(false)) {
            new KinesisAppend(once, dependency, place, stream, records, longest).run();
        }
    }

    private <T> T asking(String stream, Supplier<T> question) {
        try {
            return asking(question);
        } catch (SourceException failed) {
            throw failed.getCause() instanceof ResourceNotFoundException absent
                    ? absent(place, stream, absent)
                    : failed;
        }
    }

    static SourceException absent(KinesisPlace place, String stream, Exception cause) {
        return new SourceException(place + " has no stream " + stream, true, cause);
    }

    /** Kinesis' client tries again itself what had no answer. */
    private <T> T asking(Supplier<T> question) {
        try {
            return dependency.tell(question::get);
        } catch (SdkException failed) {
            throw place.problem(failed);
        } catch (DependencyAwayException away) {
            throw new SourceException(String.valueOf(away.getMessage()), false, away);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
