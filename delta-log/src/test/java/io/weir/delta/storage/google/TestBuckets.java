package io.weir.delta.storage.google;

import io.weir.delta.storage.rest.BearerTokens;
import io.weir.test.s3.GoogleServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Buckets as the service has them. */
final class TestBuckets {

    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    static final GoogleSizes PAGES_OF_TWO = new GoogleSizes(1 << 20, 1 << 20, 2);

    /** As small as Google takes parts. */
    static final GoogleSizes SMALL_PARTS = new GoogleSizes(0, GoogleSizes.STEP, 2);

    private TestBuckets() {}

    /** @param attempt how long one of the three attempts at a call may take */
    static GoogleBucket of(URI endpoint, String bucket, @Nullable BearerTokens tokens, Duration attempt) {
        return new GoogleBucket(HTTP, endpoint, bucket, tokens, attempt);
    }

    static GoogleBucket of(GoogleServer server, Duration attempt) {
        return of(server.endpoint(), GoogleServer.BUCKET, null, attempt);
    }
}
