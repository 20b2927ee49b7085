package io.weir.delta.storage.s3;

import io.weir.test.s3.S3Server;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients as the service has them. */
final class TestClients {

    private TestClients() {}

    static S3Client of(S3Server server) {
        return of(server.endpoint(), Duration.ofMinutes(1));
    }

    /** @param attempt how long one of the three attempts at a call may take */
    static S3Client of(URI endpoint, Duration attempt) {
        return S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(
                        set -> set.retryStrategy(RetryMode.STANDARD).apiCallAttemptTimeout(attempt))
                .build();
    }
}
