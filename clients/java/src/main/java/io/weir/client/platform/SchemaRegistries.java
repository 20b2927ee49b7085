package io.weir.client.platform;

import io.weir.client.call.Calls;
import io.weir.client.call.Tagged;
import io.weir.client.call.WeirException;
import io.weir.client.model.CreateStoreRequest;
import io.weir.client.model.Store;
import io.weir.client.model.UpdateStoreRequest;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Registries of schemas: stores of their kind, and no others. */
public final class SchemaRegistries extends Cascading<Store, CreateStoreRequest, UpdateStoreRequest> {

    SchemaRegistries(Calls calls) {
        super(calls, "stores", Store.class);
    }

    @Override
    public Stream<Store> list(@Nullable String prefix) {
        return super.list(prefix).filter(SchemaRegistries::isRegistry);
    }

    @Override
    public Tagged<Store> read(String name) {
        Tagged<Store> store = super.read(name);
        if (!isRegistry(store.value())) {
            throw WeirException.notFound(
                    "store " + name + " is a " + store.value().getKind() + ", no schema registry");
        }
        return store;
    }

    /** Makes one. */
    public Store create(String name, String url) {
        return create(new CreateStoreRequest().name(name).properties(Map.of("url", url)));
    }

    /** Makes one of further properties; a password is best the name of a secret, as in {@code secret:registry}. */
    @Override
    public Store create(CreateStoreRequest request) {
        return super.create(request.kind(CreateStoreRequest.KindEnum.SCHEMA_REGISTRY));
    }

    @Override
    public Store update(String name, UpdateStoreRequest change, @Nullable String entityTag) {
        read(name);
        return super.update(name, change, entityTag);
    }

    @Override
    public void delete(String name) {
        read(name);
        super.delete(name);
    }

    @Override
    public void deleteCascading(String name) {
        read(name);
        super.deleteCascading(name);
    }

    @Override
    public Store handOver(String name, String owner) {
        read(name);
        return super.handOver(name, owner);
    }

    private static boolean isRegistry(Store store) {
        return store.getKind() == Store.KindEnum.SCHEMA_REGISTRY;
    }
}
