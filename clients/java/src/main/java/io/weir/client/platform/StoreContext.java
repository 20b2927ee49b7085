package io.weir.client.platform;

import io.weir.client.call.Variables;
import org.jspecify.annotations.Nullable;

/** The store that topics and entities are of where none is said. */
final class StoreContext {

    private volatile @Nullable String current;

    static StoreContext of(Variables environment) {
        StoreContext context = new StoreContext();
        environment.first("WEIR_STORE", "DELTASTREAM_STORE_NAME").ifPresent(context::use);
        return context;
    }

    @Nullable
    String current() {
        return current;
    }

    void use(String store) {
        current = store;
    }

    /** @throws IllegalStateException where no store is in use */
    String required() {
        String store = current;
        if (store == null) {
            throw new IllegalStateException("which store? Name it by in(store), or say client.useStore(store) before");
        }
        return store;
    }
}
