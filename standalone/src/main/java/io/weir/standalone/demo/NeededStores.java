package io.weir.standalone.demo;

import io.weir.client.api.StoresApi;
import io.weir.client.model.CreateStoreRequest;
import io.weir.client.model.Store;
import io.weir.client.model.UpdateStoreRequest;
import java.util.Map;
import java.util.Optional;

/** Stores that shall be there; whatever was begun before may have made them already. */
public final class NeededStores {

    private final Gateway gateway;
    private final StoresApi stores;

    public NeededStores(Gateway gateway) {
        this.gateway = gateway;
        this.stores = new StoresApi(gateway.client());
    }

    /** Makes a store, or gives the one that is there these properties. */
    public void require(String name, CreateStoreRequest.KindEnum kind, Map<String, String> properties) {
        String what = "creating store " + name;
        Optional<Store> there = gateway.find(what, () -> stores.getStore(name));
        if (there.isEmpty()) {
            CreateStoreRequest request =
                    new CreateStoreRequest().name(name).kind(kind).properties(properties);
            gateway.unlessConflict(what, () -> stores.createStore(request, null));
        } else if (!there.get().getProperties().entrySet().containsAll(properties.entrySet())) {
            // What it leads to has moved since, such as the platform's own broker to another port.
            gateway.call(what, () -> stores.updateStore(name, new UpdateStoreRequest().properties(properties), null));
        }
    }
}
