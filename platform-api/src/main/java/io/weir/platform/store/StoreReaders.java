package io.weir.platform.store;

import org.jspecify.annotations.Nullable;

/** Those who sign in to stores: the ingest workers. */
public interface StoreReaders {

    /**
     * Has one of them look into a store, with the store's own credentials.
     *
     * @param entity path of what to look at; null for the store itself
     */
    Reading read(String store, @Nullable String entity);

    /**
     * What came of it.
     *
     * @param detail in one sentence, what is there or what is in the way
     */
    record Reading(boolean ok, String detail) {}
}
