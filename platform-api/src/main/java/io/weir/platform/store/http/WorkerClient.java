package io.weir.platform.store.http;

import io.weir.client.ApiClient;
import io.weir.support.identity.ServiceIdentity;
import java.net.URI;
import java.time.Duration;

/** Calls to the ingest workers, signed by the platform itself. */
final class WorkerClient {

    private static final Duration CONNECT = Duration.ofSeconds(1);

    private WorkerClient() {}

    /** @param patience how long an answer may take */
    static ApiClient of(URI worker, ServiceIdentity identity, Duration patience) {
        ApiClient client = new ApiClient();
        client.updateBaseUri(worker.toString());
        client.setConnectTimeout(CONNECT);
        client.setReadTimeout(patience);
        client.setRequestInterceptor(identity::sign);
        return client;
    }
}
