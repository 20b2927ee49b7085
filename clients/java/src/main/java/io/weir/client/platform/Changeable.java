package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.call.Tagged;
import org.jspecify.annotations.Nullable;

/**
 * What can be changed and removed, too.
 *
 * @param <C> what is to be changed of it
 */
public abstract class Changeable<T, C> extends Resources<T> {

    Changeable(Calls calls, String collection, Class<T> type) {
        super(calls, collection, type);
    }

    /**
     * Changes what is set, after a look.
     *
     * @throws io.weir.client.call.WeirException.Conflict where another changed it meanwhile
     */
    public T update(String name, C change) {
        return update(name, change, read(name).entityTag());
    }

    /**
     * Changes what is set, if it is still what was read.
     *
     * @param entityTag of {@link Tagged}; null changes whatever is there
     * @throws io.weir.client.call.WeirException.Conflict where another changed it meanwhile
     */
    public T update(String name, C change, @Nullable String entityTag) {
        return calls.call(Call.patch(item(name), change, entityTag), type);
    }

    /** @throws io.weir.client.call.WeirException.InUse with its users */
    public void delete(String name) {
        calls.json(Call.delete(item(name)));
    }
}
