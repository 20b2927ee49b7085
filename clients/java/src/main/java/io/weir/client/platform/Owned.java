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
        return handOver(calls, item(name), owner, type);
    }

    /** The same of what is made in a way of its own. */
    static <T> T handOver(Calls calls, String item, String owner, Class<T> type) {
        return calls.call(Call.put(item + "/owner", new NewOwner().owner(owner)), type);
    }
}
