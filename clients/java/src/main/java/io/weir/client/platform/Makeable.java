package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;

/**
 * What can be made, too.
 *
 * @param <N> what a new one is made from
 */
public abstract class Makeable<T, N, C> extends Changeable<T, C> {

    Makeable(Calls calls, String collection, Class<T> type) {
        super(calls, collection, type);
    }

    /**
     * Makes one. Whatever becomes of the answer, it is made once: each call has a key of its own by which the platform knows it
     * again.
     *
     * @throws io.weir.client.call.WeirException.AlreadyExists where the name is taken
     */
    public T create(N request) {
        return calls.call(Call.post(collection, request).once(), type);
    }
}
