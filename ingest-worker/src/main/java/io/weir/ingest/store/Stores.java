package io.weir.ingest.store;

import java.util.Optional;

/** The platform's stores. */
public interface Stores {

    /**
     * Looks a store up.
     *
     * @return nothing if there is no store of this name
     * @throws StoresUnavailableException if the platform does not answer
     */
    Optional<StoreAddress> find(String name);
}
