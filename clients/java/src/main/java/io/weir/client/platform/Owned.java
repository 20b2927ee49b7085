package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.model.NewOwner;

/** What belongs to somebody, too. */
public abstract class Owned<T, N, C> extends Makeable<T, N, C> {

    Owned(Calls calls, String collection, Class<T> type) {
        super(calls, collection, type);
    }

    /** Gives one another owner, as callers are named in the audit log: {@code user:ben}. */
    public T handOver(String name, String owner) {
        return calls.call(Call.put(item(name) + "/owner", new NewOwner().owner(owner)), type);
    }
}
