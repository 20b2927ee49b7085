package io.weir.ingest.store.http;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.StoresApi;
import io.weir.client.model.Store;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.GuardedService;
import io.weir.ingest.store.StoreAddress;
import io.weir.ingest.store.Stores;
import io.weir.ingest.store.StoresUnavailableException;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Asks the platform. */
@Component
final class HttpStores implements Stores {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int NOT_FOUND = 404;

    private final StoresApi stores;
    private final GuardedService service;

    HttpStores(ServiceLocations locations, ServiceIdentity identity, Dependencies dependencies) {
        this.service = new GuardedService(dependencies.service("platform-api"));
        ApiClient client = new ApiClient();
        client.updateBaseUri(locations.platformUrl().toString());
        client.setConnectTimeout(PATIENCE);
        client.setReadTimeout(PATIENCE);
        client.setRequestInterceptor(identity::sign);
        this.stores = new StoresApi(client);
    }

    @Override
    public Optional<StoreAddress> find(String name) {
        try {
            Store store = service.ask(() -> stores.getStore(name));
            return Optional.of(new StoreAddress(
                    store.getName(),
                    store.getKind().getValue(),
                    Objects.requireNonNullElse(store.getProperties(), Map.of())));
        } catch (ApiException failed) {
            if (failed.getCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new StoresUnavailableException(
                    "the platform does not say what store " + name + " is: " + failed.getMessage(), failed);
        }
    }
}
