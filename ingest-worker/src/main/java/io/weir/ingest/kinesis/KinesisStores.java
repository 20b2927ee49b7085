package io.weir.ingest.kinesis;

import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.store.References;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Signs in to Amazon Kinesis with what a store of the platform names, and never as the worker itself. A secret is read anew each time, so
 * that it can be exchanged.
 */
@Component
public class KinesisStores {

    private static final Duration CONNECT = Duration.ofSeconds(3);

    /** Of silence within a call; and of a call with all that is tried again, which is over before the control plane gives a worker up. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    /** Nobody answers at once. */
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(1);

    private static final Duration CALL = Duration.ofSeconds(15);

    private final SourceSecrets secrets;
    private final OutboundRules outbound;
    private final Dependencies dependencies;

    public KinesisStores(Secrets secrets, OutboundRules outbound, Dependencies dependencies) {
        this.secrets = new SourceSecrets(new References(Map.of(), secrets));
        this.outbound = outbound;
        this.dependencies = dependencies;
    }

    /**
     * The streams of a store. To be closed.
     *
     * @throws SourceException where they are in a network that is not public, or the secret cannot be had
     */
    public KinesisStreams open(StoreAddress store) {
        return open(store, SILENCE);
    }

    /** The same for who may not wait that long: silence within a call ends it after his time, but for a second. */
    public KinesisStreams open(StoreAddress store, Duration patience) {
        String region = required(store, StoreAddress.REGION);
        String id = required(store, StoreAddress.ACCESS_KEY_ID);
        String text = store.property(StoreAddress.ENDPOINT);
        URI endpoint = text == null ? null : URI.create(text);
        if (endpoint != null) {
            requireAllowed(store, endpoint);
        }
        AwsBasicCredentials keys = AwsBasicCredentials.create(
                id,
                secrets.readKept(
                        required(store, StoreAddress.SECRET_ACCESS_KEY),
                        "the " + StoreAddress.SECRET_ACCESS_KEY + " of store " + store.name()));
        KinesisPlace place = new KinesisPlace(store.name(), id, endpoint == null ? "in " + region : "at " + endpoint);
        Duration silence = Collections.max(List.of(LEAST_SILENCE, Collections.min(List.of(patience, SILENCE))));
        return new KinesisStreams(
                place,
                dependencies.store(store.name(), KinesisPlace::isOutage),
                repeats -> client(region, endpoint, keys, silence, repeats));
    }

    /** @param repeats whether calls are made again that had no answer; else that is waited for as long as there may be one */
    private static KinesisClient client(
            String region, @Nullable URI endpoint, AwsBasicCredentials keys, Duration silence, boolean repeats) {
        return KinesisClient.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(repeats ? silence : CALL)
                        .build())
                .region(Region.of(region))
                .endpointOverride(endpoint)
                .credentialsProvider(StaticCredentialsProvider.create(keys))
                .overrideConfiguration(calls -> {
                    calls.apiCallTimeout(CALL);
                    if (!repeats) {
                        calls.retryStrategy(AwsRetryStrategy.doNotRetry());
                    }
                })
                .build();
    }

    private static String required(StoreAddress store, String property) {
        String value = store.property(property);
        if (value == null) {
            throw new SourceException("store " + store.name() + " has no " + property);
        }
        return value;
    }

    private void requireAllowed(StoreAddress store, URI endpoint) {
        try {
            outbound.require(endpoint.getHost().replaceAll("[\\[\\]]", ""));
        } catch (ProblemException refused) {
            throw new SourceException("store " + store.name() + ": " + refused.getMessage(), true, refused);
        }
    }
}
