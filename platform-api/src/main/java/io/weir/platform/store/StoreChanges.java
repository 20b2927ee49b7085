package io.weir.platform.store;

import io.weir.platform.access.Grants;
import io.weir.platform.broker.Brokers;
import io.weir.platform.dependent.Departure;
import io.weir.platform.dependent.Dependents;
import io.weir.platform.dependent.Known;
import io.weir.platform.secret.Secrets;
import io.weir.support.access.ResourceKind;
import io.weir.support.azure.OwnIdentity;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Changes stores, with what a change means to others. */
@Component
public class StoreChanges {

    private final Stores stores;
    private final StoreUsers users;
    private final Brokers brokers;
    private final Secrets secrets;
    private final Grants grants;
    private final OutboundRules outbound;
    private final OwnIdentity identity;
    private final TransactionOperations transactions;

    StoreChanges(
            Stores stores,
            StoreUsers users,
            Brokers brokers,
            Secrets secrets,
            Grants grants,
            OutboundRules outbound,
            OwnIdentity identity,
            TransactionOperations transactions) {
        this.stores = stores;
        this.users = users;
        this.brokers = brokers;
        this.secrets = secrets;
        this.grants = grants;
        this.outbound = outbound;
        this.identity = identity;
        this.transactions = transactions;
    }

    /**
     * Adds a store.
     *
     * @throws ProblemException {@link StoreProblem#STORE_EXISTS} when the name is taken; naming the field where it refers to
     *     a secret that is not there, or leads into a network that is not public
     */
    public Store add(String name, StoreKind kind, Map<String, String> properties, String owner) {
        return holding(kind.target(properties), () -> stores.add(name, kind, properties, owner));
    }

    /**
     * Changes some properties of a store. Who uses it meets the change when it next starts.
     *
     * @param changes new values by name; null takes a property away
     * @throws ProblemException naming the field that is not allowed, or when the store changed since it was read
     */
    public Store update(Store read, Map<String, @Nullable String> changes) {
        Map<String, String> properties = changed(read, changes);
        Store updated = holding(read.kind().target(properties), () -> stores.update(read, properties));
        forget(read);
        return updated;
    }

    /** What a store would refer to after a change. */
    public StoreTarget target(Store read, Map<String, @Nullable String> changes) {
        return read.kind().target(changed(read, changes));
    }

    private static Map<String, String> changed(Store read, Map<String, @Nullable String> changes) {
        Map<String, String> properties = new TreeMap<>(read.properties());
        changes.forEach((name, value) -> {
            if (value == null) {
                properties.remove(name);
            } else {
                properties.put(name, value);
            }
        });
        return properties;
    }

    /** Writes a store, whose secret cannot be deleted before the store that refers to it is there. */
    private Store holding(StoreTarget target, Supplier<Store> write) {
        target.hosts()
                .forEach((property, hosts) -> hosts.forEach(host -> outbound.check("properties." + property, host)));
        requireSignIn(target);
        return Objects.requireNonNull(transactions.execute(begun -> {
            hold(target);
            return write.get();
        }));
    }

    /** What the workers may read is not lent to whoever can make a store. They look at it again when they connect. */
    private void requireSignIn(StoreTarget target) {
        if (target instanceof StoreTarget.AzureSchemaRegistry registry && !identity.isFor(registry.namespace())) {
            throw ProblemException.invalid(
                    "properties.namespace",
                    "is not one that is read with the workers' own identity",
                    registry.namespace(),
                    "one that " + OwnIdentity.SETTING + " has");
        }
        if (target instanceof StoreTarget.EventHubs hubs
                && hubs.connectionString().isEmpty()
                && !identity.isFor(hubs.namespace())) {
            throw ProblemException.invalid(
                    "properties.connectionString",
                    "is missing, and " + OwnIdentity.SETTING + " does not have the namespace '" + hubs.namespace()
                            + "'",
                    null,
                    StoreKind.REFERENCE_RULE + "; or none, for the namespaces that " + OwnIdentity.SETTING
                            + " has: these are read with the workers' own identity");
        }
    }

    private void hold(StoreTarget target) {
        target.secret().ifPresent(name -> {
            if (!secrets.hold(name)) {
                throw ProblemException.invalid(
                        "properties." + target.secretProperty(),
                        "refers to a secret that is not there",
                        null,
                        "the name of a secret after 'secret:'");
            }
        });
    }

    /**
     * Removes a store that nobody uses, after its users where they go, too. Whoever dies in between leaves a store without users,
     * which goes the next time.
     *
     * @throws ProblemException {@link StoreProblem#STORE_IN_USE} with its users; 403 with what may not go along
     */
    public void remove(Store read, Departure departure) {
        Departure.Cascade cascade = departure.cascade();
        if (cascade != null) {
            users.remove(List.of(read.name()), null, cascade.caller());
        }
        keep(read.name(), departure.known());
        transactions.executeWithoutResult(begun -> removeNow(read));
    }

    /** @throws ProblemException {@link StoreProblem#STORE_IN_USE} where somebody uses it */
    void keep(String store, Known known) {
        Dependents.of(users.of(store), known).keep(StoreProblem.STORE_IN_USE, "The store '" + store + "' is used by");
    }

    /** Removes a store that has no users, in the transaction in hand. Once that has committed nobody stays signed in to it. */
    void removeNow(Store read) {
        stores.remove(read);
        grants.forget(ResourceKind.STORE, read.name());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                forget(read);
            }
        });
    }

    /** Others are not looked at: one that was made when more was allowed can be changed and removed all the same. */
    private void forget(Store read) {
        if (read.kind() == StoreKind.KAFKA && read.target() instanceof StoreTarget.Kafka kafka) {
            brokers.forget(kafka.broker());
        }
    }
}
