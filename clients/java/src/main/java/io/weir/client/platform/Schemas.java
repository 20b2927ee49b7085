package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.call.SchemaName;
import io.weir.client.model.CreateTableSchemaRequest;
import io.weir.client.model.TableSchema;
import io.weir.client.model.UpdateTableSchemaRequest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Schemas: {@code schema} is one of the current database, {@code database.schema} says it. */
public final class Schemas extends Cascading<TableSchema, CreateTableSchemaRequest, UpdateTableSchemaRequest> {

    private final CatalogContext context;

    Schemas(Calls calls, CatalogContext context) {
        super(calls, "databases", TableSchema.class);
        this.context = context;
    }

    /** Those of the current database, or of them whose names begin so. */
    @Override
    public Stream<TableSchema> list(@Nullable String prefix) {
        return listOf(context.current().database(), prefix);
    }

    /** Those of a database. */
    public Stream<TableSchema> listOf(String database, @Nullable String prefix) {
        return Pages.of(calls, Call.get(schemas(database)).query("prefix", prefix), type);
    }

    @Override
    public TableSchema create(CreateTableSchemaRequest request) {
        SchemaName name = context.schema(request.getName());
        CreateTableSchemaRequest named = new CreateTableSchemaRequest()
                .name(name.schema())
                .comment(request.getComment())
                .properties(request.getProperties());
        return calls.call(Call.post(schemas(name.database()), named).once(), type);
    }

    @Override
    String item(String name) {
        SchemaName named = context.schema(name);
        return schemas(named.database()) + "/" + Call.part(named.schema());
    }

    private String schemas(String database) {
        return collection + "/" + Call.part(database) + "/schemas";
    }
}
