package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;

/** What can be removed with its users, too. */
public abstract class Cascading<T, N, C> extends Owned<T, N, C> {

    Cascading(Calls calls, String collection, Class<T> type) {
        super(calls, collection, type);
    }

    /**
     * With what uses it: pipelines are stopped before, tables can be taken back. Records and rows stay.
     *
     * @throws io.weir.client.call.WeirException.InUse where there are users that the caller may not see
     */
    public void deleteCascading(String name) {
        calls.json(Call.delete(item(name)).query("cascade", true));
    }
}
