package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.call.WeirException;
import io.weir.client.model.DryRun;
import io.weir.client.model.Entity;
import io.weir.client.model.EntityDetails;
import io.weir.client.model.InsertRowsRequest;
import io.weir.client.model.InsertedRows;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a store has: topics and hubs, folders and files, schemas and tables, by their paths. */
public final class Entities {

    private final Calls calls;
    private final Supplier<String> store;

    Entities(Calls calls, Supplier<String> store) {
        this.calls = calls;
        this.store = store;
    }

    /** Those of another store than the one in use. */
    public Entities in(String another) {
        return new Entities(calls, () -> another);
    }

    /**
     * What lies in a folder or schema.
     *
     * @param path null for the store itself
     * @param prefix of names; null for all
     */
    public Stream<Entity> list(@Nullable String path, @Nullable String prefix) {
        return Pages.of(calls, Call.get(entities()).query("path", path).query("prefix", prefix), Entity.class);
    }

    /** With partitions of a topic, shards of a stream, columns and rows of a table, bytes of a file. */
    public EntityDetails get(String path) {
        return calls.call(Call.get(entities() + "/details").query("path", path), EntityDetails.class);
    }

    public boolean exists(String path) {
        try {
            get(path);
            return true;
        } catch (WeirException.NotFound absent) {
            return false;
        }
    }

    /** Some of its rows; of a topic, hub or file as a pipeline would read them. */
    public DryRun sample(String path, int records) {
        return calls.call(Call.get(entities() + "/sample").query("path", path).query("records", records), DryRun.class);
    }

    /** Adds rows to a topic or hub, as records of JSON, or to a table; tells how many. */
    public int insertValues(String path, List<Map<String, Object>> rows) {
        InsertRowsRequest request = new InsertRowsRequest().path(path).rows(rows);
        return calls.call(Call.post(entities() + "/insert", request).once(), InsertedRows.class)
                .getInserted();
    }

    private String entities() {
        return "/api/v1/stores/" + Call.part(store.get()) + "/entities";
    }
}
