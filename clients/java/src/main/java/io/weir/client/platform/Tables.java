package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.call.SchemaName;
import io.weir.client.model.CreateTableRequest;
import io.weir.client.model.NewOwner;
import io.weir.client.model.Table;
import io.weir.client.model.UpdateTableRequest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Delta tables, by names in the current database and schema unless these say more. What is deleted is dropped: it can be taken back
 * for a while.
 */
public final class Tables extends Changeable<Table, UpdateTableRequest> {

    private final CatalogContext context;

    Tables(Calls calls, CatalogContext context) {
        super(calls, "tables", Table.class);
        this.context = context;
    }

    /** Those of the current schema, or of them whose whole names begin so. */
    @Override
    public Stream<Table> list(@Nullable String prefix) {
        return list(context.current(), prefix);
    }

    /** Those of a schema. */
    public Stream<Table> listOf(String schema, @Nullable String prefix) {
        return list(context.schema(schema), prefix);
    }

    private Stream<Table> list(SchemaName schema, @Nullable String prefix) {
        Call call = Call.get(collection)
                .query("database", schema.database())
                .query("schema", schema.schema())
                .query("prefix", prefix);
        return Pages.of(calls, call, type);
    }

    /**
     * Makes one of columns in the protocol's form. The request's name becomes the one that the platform knows it by.
     *
     * @throws io.weir.client.call.WeirException.AlreadyExists where the name is taken
     */
    public Table create(CreateTableRequest request) {
        request.setName(context.table(request.getName()));
        return calls.call(Call.post(collection, request).once(), type);
    }

    /** Takes the latest that was dropped of a name back. */
    public Table undrop(String name) {
        return verb(name, "undrop");
    }

    /** Gives one another owner, as callers are named in the audit log: {@code user:ben}. */
    public Table handOver(String name, String owner) {
        return calls.call(Call.put(item(name) + "/owner", new NewOwner().owner(owner)), type);
    }

    @Override
    String item(String name) {
        return super.item(context.table(name));
    }
}
