package io.weir.standalone.demo;

import io.weir.client.api.StoresApi;
import io.weir.client.model.CreateStoreRequest;
import io.weir.client.model.Store;
import io.weir.client.model.UpdateStoreRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores that shall be there; whatever was begun before may have made them already. */
public final class NeededStores {

    private final Gateway gateway;
    private final StoresApi stores;

    public NeededStores(Gateway gateway) {
        this.gateway = gateway;
        this.stores = new StoresApi(gateway.client());
    }

    /**
     * Makes a store, or gives the one that is there these properties.
     *
     * @param properties null for one that it shall not have
     */
    public void require(
            String name, CreateStoreRequest.KindEnum kind, Map<String, ? extends @Nullable String> properties) {
        String what = "creating store " + name;
        Optional<Store> there = gateway.find(what, () -> stores.getStore(name));
        Map<String, @Nullable String> wanted = new HashMap<>(properties);
        if (there.isEmpty()) {
            wanted.values().removeIf(Objects::isNull);
            CreateStoreRequest request =
                    new CreateStoreRequest().name(name).kind(kind).properties(wanted);
            gateway.unlessConflict(what, () -> stores.createStore(request, null));
        } else if (!has(there.get().getProperties(), wanted)) {
            // What it leads to has moved since, such as the platform's own broker to another port.
            gateway.call(what, () -> stores.updateStore(name, new UpdateStoreRequest().properties(wanted), null));
        }
    }

    private static boolean has(Map<String, String> properties, Map<String, @Nullable String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(property -> Objects.equals(properties.get(property.getKey()), property.getValue()));
    }
}
