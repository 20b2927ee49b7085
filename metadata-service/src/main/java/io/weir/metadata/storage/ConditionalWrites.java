package io.weir.metadata.storage;

import io.weir.delta.storage.PutOutcome;
import io.weir.delta.storage.StoredObjects;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Whether a store keeps its word. Servers that do not know {@code If-None-Match} pass over it and overwrite; a mirror there
 * would never notice another writer, and so there is none.
 */
@Component
public class ConditionalWrites {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};

    private final ObjectStores stores;

    ConditionalWrites(ObjectStores stores) {
        this.stores = stores;
    }

    /**
     * Tries it with an object of its own at a place in a store of objects; one that a dead process left there is no part of any table.
     *
     * @throws ProblemException if the store overwrites, or does not answer
     */
    public void require(String location) {
        if (StorePlace.parse(location).isPresent() && !isRefused(stores.at(location))) {
            throw ProblemException.invalid(
                    "location",
                    "lies in a store that overwrites what it is told not to",
                    location,
                    "a store with conditional writes (If-None-Match, or Google's ifGenerationMatch)");
        }
    }

    private static boolean isRefused(StoredObjects objects) {
        String name = "_weir_" + UUID.randomUUID();
        try {
            objects.putIfAbsent(name, FIRST);
            PutOutcome second = objects.putIfAbsent(name, SECOND);
            objects.delete(name);
            return second == PutOutcome.EXISTS_DIFFERENT;
        } catch (IOException failed) {
            throw ProblemException.unavailable(String.valueOf(failed.getMessage()), RETRY_AFTER, failed);
        }
    }
}
