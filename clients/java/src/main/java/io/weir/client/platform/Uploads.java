package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;

/** Files that pipelines work with. What is sent of one is Base64, in {@code content}. */
public abstract class Uploads<T, N, C> extends Cascading<T, N, C> {

    Uploads(Calls calls, String collection, Class<T> type) {
        super(calls, collection, type);
    }

    /** What was uploaded, byte for byte. */
    public byte[] download(String name) {
        return calls.bytes(Call.get(item(name) + "/content"));
    }
}
