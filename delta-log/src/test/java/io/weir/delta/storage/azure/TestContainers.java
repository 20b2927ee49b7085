package io.weir.delta.storage.azure;

import io.weir.delta.storage.azure.AzureCredentials.AccountKey;
import io.weir.test.s3.AzureServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;

/** Containers as the service has them. */
final class TestContainers {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private TestContainers() {}

    /** @param attempt how long one of the three attempts at a call may take */
    static AzureContainer of(URI endpoint, String container, Duration attempt) {
        return new AzureContainer(HTTP, endpoint, "weirtest", container, new AccountKey(() -> "a25vd3M="), attempt);
    }

    static AzureContainer of(AzureServer server, Duration attempt) {
        return of(server.endpoint(), AzureServer.BUCKET, attempt);
    }
}
