package io.weir.platform.store;

import io.weir.platform.broker.Brokers;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Changes stores, with what a change means to others. */
@Component
public class StoreChanges {

    private final Stores stores;
    private final StoreUsers users;
    private final Brokers brokers;

    StoreChanges(Stores stores, StoreUsers users, Brokers brokers) {
        this.stores = stores;
        this.users = users;
        this.brokers = brokers;
    }

    /**
     * Changes some properties of a store. Who uses it meets the change when it next starts.
     *
     * @param changes new values by name; null takes a property away
     * @throws ProblemException naming the field that is not allowed, or when the store changed since it was read
     */
    public Store update(Store read, Map<String, @Nullable String> changes) {
        Map<String, String> properties = new TreeMap<>(read.properties());
        changes.forEach((name, value) -> {
            if (value == null) {
                properties.remove(name);
            } else {
                properties.put(name, value);
            }
        });
        read.kind().target(properties);
        Store updated = stores.update(read, properties);
        forget(read);
        return updated;
    }

    /**
     * Removes a store that nobody uses.
     *
     * @throws ProblemException {@link StoreProblem#STORE_IN_USE} with its users
     */
    public void remove(Store read) {
        List<String> found = users.of(read.name());
        if (!found.isEmpty()) {
            String detail = "The store '" + read.name() + "' is used by " + String.join(", ", found);
            throw new ProblemException(StoreProblem.STORE_IN_USE, detail).with("users", found);
        }
        stores.remove(read);
        forget(read);
    }

    private void forget(Store read) {
        if (read.target() instanceof StoreTarget.Kafka kafka) {
            brokers.forget(kafka.bootstrapServers());
        }
    }
}
