package io.weir.platform.store;

import io.weir.platform.dependent.Departure;
import io.weir.platform.dependent.Dependent;
import io.weir.platform.secret.SecretUsers;
import io.weir.support.access.Remover;
import io.weir.support.access.ResourceKind;
import java.util.List;
import org.springframework.stereotype.Component;

/** The stores that refer to secrets. */
@Component
class StoresOfSecrets implements SecretUsers {

    private final Stores stores;
    private final StoreUsers users;
    private final StoreChanges changes;

    StoresOfSecrets(Stores stores, StoreUsers users, StoreChanges changes) {
        this.stores = stores;
        this.users = users;
        this.changes = changes;
    }

    @Override
    public List<Dependent> of(String secret) {
        return stores.referringTo(secret).stream()
                .map(store -> new Dependent(ResourceKind.STORE, store.name(), store.owner()))
                .toList();
    }

    @Override
    public void clear(List<Dependent> going, Departure.Cascade cascade) {
        Remover remover = cascade.remover();
        going.forEach(store -> remover.requireMayRemove(store.kind(), store.name()));
        if (!going.isEmpty()) {
            users.remove(going.stream().map(Dependent::name).toList(), null, cascade.caller());
        }
        going.forEach(
                store -> changes.keep(store.name(), user -> remover.knows(user.kind(), user.name(), user.owner())));
    }

    @Override
    public void remove(List<Dependent> going) {
        going.forEach(store -> stores.find(store.name()).ifPresent(changes::removeNow));
    }
}
