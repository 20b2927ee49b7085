package io.weir.client.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.call.WeirException;
import io.weir.client.model.CreateTopicRequest;
import io.weir.client.model.Topic;
import io.weir.client.model.UpdateTopicRequest;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The topics of one broker: of the store in use, or of the one that is named. */
public final class Topics {

    private final Calls calls;
    private final Supplier<String> store;

    Topics(Calls calls, Supplier<String> store) {
        this.calls = calls;
        this.store = store;
    }

    /** Those of another store than the one in use. */
    public Topics in(String another) {
        return new Topics(calls, () -> another);
    }

    /** Names, in order; all, or those that begin so. */
    public Stream<String> list(@Nullable String prefix) {
        return new Pages<>(calls, Call.get(topics()).query("prefix", prefix), JsonNode::asText).rows();
    }

    /** @throws WeirException.NotFound where there is none */
    public Topic get(String name) {
        return calls.call(Call.get(item(name)), Topic.class);
    }

    public boolean exists(String name) {
        try {
            get(name);
            return true;
        } catch (WeirException.NotFound absent) {
            return false;
        }
    }

    /** @throws WeirException.AlreadyExists where the name is taken */
    public Topic create(String name, int partitions) {
        CreateTopicRequest request = new CreateTopicRequest().name(name).partitions(partitions);
        return calls.call(Call.post(topics(), request).once(), Topic.class);
    }

    /**
     * Gives it more partitions, or other properties of the broker's, if it is still what is read here first.
     *
     * @throws WeirException.Conflict where another changed it meanwhile
     */
    public Topic update(String name, UpdateTopicRequest change) {
        String entityTag = calls.tagged(Call.get(item(name)), Topic.class).entityTag();
        return calls.call(Call.patch(item(name), change, entityTag), Topic.class);
    }

    /**
     * With its records.
     *
     * @throws WeirException.InUse with its users
     */
    public void delete(String name) {
        calls.json(Call.delete(item(name)));
    }

    /**
     * With its records, and with what uses it: pipelines, which are stopped before, and relations.
     *
     * @throws WeirException.InUse where there are users that the caller may not see
     */
    public void deleteCascading(String name) {
        calls.json(Call.delete(item(name)).query("cascade", true));
    }

    private String topics() {
        return "/api/v1/stores/" + Call.part(store.get()) + "/topics";
    }

    private String item(String name) {
        return topics() + "/" + Call.part(name);
    }
}
