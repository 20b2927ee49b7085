package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.call.ClientSettings;
import io.weir.client.call.SchemaName;
import io.weir.client.call.Variables;
import io.weir.client.call.WeirException;
import io.weir.client.model.CanI;
import io.weir.client.model.CreateRelationRequest.KindEnum;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A platform, as one caller sees it. Safe to share between threads; holds nothing that would have to be closed.
 *
 * <pre>{@code
 * WeirClient client = WeirClient.fromEnvironment();
 * client.stores().createKafka("broker", "127.0.0.1:9092", Map.of());
 * client.streams().list().map(Relation::getName).forEach(System.out::println);
 * }</pre>
 */
public final class WeirClient {

    private final Calls calls;
    private final CatalogContext catalog;
    private final StoreContext store;

    public WeirClient(ClientSettings settings) {
        this(settings, new CatalogContext(), new StoreContext());
    }

    private WeirClient(ClientSettings settings, CatalogContext catalog, StoreContext store) {
        this.calls = new Calls(settings);
        this.catalog = catalog;
        this.store = store;
    }

    /**
     * By {@code WEIR_DSN}, or {@code WEIR_URL} and {@code WEIR_TOKEN}; {@code DELTASTREAM_…} and {@code DATLAKE_…} are read where
     * those are not set. {@code WEIR_DATABASE}, {@code WEIR_SCHEMA} and {@code WEIR_STORE} are those in use.
     */
    public static WeirClient fromEnvironment() {
        Variables environment = new Variables(System.getenv());
        return new WeirClient(
                ClientSettings.from(environment), CatalogContext.of(environment), StoreContext.of(environment));
    }

    /** By {@code https://:TOKEN@host}. */
    public static WeirClient fromDsn(String dsn) {
        return new WeirClient(ClientSettings.fromDsn(dsn));
    }

    public Stores stores() {
        return new Stores(calls);
    }

    public SchemaRegistries schemaRegistries() {
        return new SchemaRegistries(calls);
    }

    public Secrets secrets() {
        return new Secrets(calls);
    }

    public Topics topics() {
        return new Topics(calls, store::required);
    }

    public Entities entities() {
        return new Entities(calls, store::required);
    }

    public Databases databases() {
        return new Databases(calls);
    }

    public Schemas schemas() {
        return new Schemas(calls, catalog);
    }

    public Tables tables() {
        return new Tables(calls, catalog);
    }

    /** Of every kind. */
    public Relations relations() {
        return new Relations(calls, catalog, null);
    }

    public Relations streams() {
        return new Relations(calls, catalog, KindEnum.STREAM);
    }

    public Relations changelogs() {
        return new Relations(calls, catalog, KindEnum.CHANGELOG);
    }

    public Relations views() {
        return new Relations(calls, catalog, KindEnum.VIEW);
    }

    public Pipelines pipelines() {
        return new Pipelines(calls);
    }

    public ComputePools computePools() {
        return new ComputePools(calls);
    }

    public Functions functions() {
        return new Functions(calls);
    }

    public FunctionSources functionSources() {
        return new FunctionSources(calls);
    }

    public DescriptorSources descriptorSources() {
        return new DescriptorSources(calls);
    }

    public Users users() {
        return new Users(calls);
    }

    public Roles roles() {
        return new Roles(calls);
    }

    public Organizations organizations() {
        return new Organizations(calls);
    }

    public Grants grants() {
        return new Grants(calls);
    }

    public Tokens tokens() {
        return new Tokens(calls);
    }

    public AuditLog audit() {
        return new AuditLog(calls);
    }

    /** Whether the caller may do something, and why. */
    public CanI canI(String privilege, String kind, @Nullable String name) {
        Call asked = Call.get("/api/v1/access/can-i")
                .query("privilege", privilege)
                .query("kind", kind)
                .query("name", name);
        return calls.call(asked, CanI.class);
    }

    /**
     * From now on names that say no database are in this one, those that say no schema in its default.
     *
     * @throws WeirException.NotFound where there is none; of one that the caller may not see, its tables may be open all the same
     */
    public void useDatabase(String name) {
        mustBeThere(() -> databases().get(name));
        catalog.use(SchemaName.defaultOf(name));
    }

    /**
     * From now on names that say no schema are in this one of the current database, or in {@code database.schema}.
     *
     * @throws WeirException.NotFound where there is none; of one that the caller may not see, its tables may be open all the same
     */
    public void useSchema(String name) {
        SchemaName schema = catalog.schema(name);
        mustBeThere(() -> schemas().get(schema.database() + "." + schema.schema()));
        catalog.use(schema);
    }

    /**
     * From now on topics and entities are those of this store where none is said.
     *
     * @throws WeirException.NotFound where there is none
     */
    public void useStore(String name) {
        mustBeThere(() -> stores().get(name));
        store.use(name);
    }

    public String currentDatabase() {
        return catalog.current().database();
    }

    public String currentSchema() {
        return catalog.current().schema();
    }

    public Optional<String> currentStore() {
        return Optional.ofNullable(store.current());
    }

    private static void mustBeThere(Runnable look) {
        try {
            look.run();
        } catch (WeirException.Permission hidden) {
            // It is there: what is not answers 404.
        }
    }
}
