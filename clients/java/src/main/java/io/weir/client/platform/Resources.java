package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.call.Tagged;
import io.weir.client.call.WeirException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of every kind of resource.
 *
 * @param <T> one of them, as the API document has it
 */
public abstract class Resources<T> {

    final Calls calls;
    final String collection;
    final Class<T> type;

    Resources(Calls calls, String collection, Class<T> type) {
        this.calls = calls;
        this.collection = "/api/v1/" + collection;
        this.type = type;
    }

    /** All of them that the caller may see, in the order of their names. The next page is read when one is used up. */
    public Stream<T> list() {
        return list(null);
    }

    /** Those whose names begin so. */
    public Stream<T> list(@Nullable String prefix) {
        return Pages.of(calls, Call.get(collection).query("prefix", prefix), type);
    }

    /** @throws WeirException.NotFound where there is none, or none that the caller may see */
    public T get(String name) {
        return read(name).value();
    }

    /** The same, with the entity tag to change it by. */
    public Tagged<T> read(String name) {
        return calls.tagged(Call.get(item(name)), type);
    }

    public boolean exists(String name) {
        try {
            read(name);
            return true;
        } catch (WeirException.NotFound absent) {
            return false;
        }
    }

    /** Where one of them is. */
    String item(String name) {
        return collection + "/" + Call.part(name);
    }

    /** One of the verbs that a kind has beside the usual five. */
    T verb(String name, String verb) {
        return calls.call(Call.post(item(name) + "/" + verb, null).once(), type);
    }
}
