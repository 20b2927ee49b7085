package io.weir.support.s3;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFileSupplier;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * The way to S3, with the credentials that the SDK finds: environment, web identity, profile, container, instance.
 *
 * @param endpoint of a server that speaks as S3 does; Amazon's own where absent
 * @param region where the buckets are; found as AWS's own programs find it where absent
 * @param pathStyle whether the bucket is part of the path, not of the host's name
 */
public record S3Access(@Nullable URI endpoint, @Nullable String region, boolean pathStyle) {

    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** What servers of one's own take for any region. */
    private static final String SOME_REGION = "us-east-1";

    /** A client of that way, but for what its user still sets. */
    public S3ClientBuilder client() {
        return client(SILENCE);
    }

    /**
     * The same whose calls wait for so long.
     *
     * @param silence after which one attempt at a call ends, of several that the SDK makes
     */
    public S3ClientBuilder client(Duration silence) {
        S3ClientBuilder client = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(silence)
                        .build())
                .forcePathStyle(pathStyle)
                // By itself it reads a file of keys once; these may be exchanged while they are used.
                .credentialsProvider(DefaultCredentialsProvider.builder()
                        .profileFile(ProfileFileSupplier.defaultSupplier())
                        .build())
                // The newer checksums are unknown to many servers; what is sent has the one that all know.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
        String wanted = region;
        if (endpoint != null) {
            client.endpointOverride(endpoint);
            wanted = region == null ? SOME_REGION : region;
        }
        if (wanted != null) {
            client.region(Region.of(wanted));
        }
        return client;
    }
}
