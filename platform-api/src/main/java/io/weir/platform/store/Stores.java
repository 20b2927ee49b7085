package io.weir.platform.store;

import io.weir.support.paging.PageRequest;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All stores of the platform, by name. */
public interface Stores {

    /**
     * Adds a store.
     *
     * @throws ProblemException {@link StoreProblem#STORE_EXISTS} when the name is taken
     */
    Store add(String name, StoreKind kind, Map<String, String> properties, String owner);

    Optional<Store> find(String name);

    /**
     * Stores of a page in the order of their names, and one more where there are more.
     *
     * @param kind those of this kind alone; null is all of them
     */
    List<Store> list(PageRequest page, @Nullable StoreKind kind);

    /** Those that refer to a secret, whichever of their properties does, in the order of their names. Cost: a look at every store. */
    List<Store> referringTo(String secret);

    /**
     * Replaces the properties of a store.
     *
     * @throws ProblemException when the store is no longer the one that was read
     */
    Store update(Store read, Map<String, String> properties);

    /**
     * Hands a store over.
     *
     * @throws ProblemException when the store is no longer the one that was read
     */
    Store handOver(Store read, String owner);

    /**
     * Removes a store.
     *
     * @throws ProblemException when the store is no longer the one that was read
     */
    void remove(Store read);

    /**
     * The store of this name.
     *
     * @throws ProblemException {@link StoreProblem#STORE_NOT_FOUND}
     */
    default Store get(String name) {
        return find(name).orElseThrow(() -> StoreProblem.notFound(name));
    }
}
