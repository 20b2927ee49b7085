package io.weir.client.platform;

import io.weir.client.call.Call;
import io.weir.client.call.Calls;
import io.weir.client.model.ConnectionTest;
import io.weir.client.model.CreateStoreRequest;
import io.weir.client.model.CreateStoreRequest.KindEnum;
import io.weir.client.model.Store;
import io.weir.client.model.UpdateStoreRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where records come from and rows go. A credential is best the name of a secret, as in {@code secret:broker}. */
public final class Stores extends Cascading<Store, CreateStoreRequest, UpdateStoreRequest> {

    Stores(Calls calls) {
        super(calls, "stores", Store.class);
    }

    /** Makes one of a Kafka broker; further properties as in {@code securityProtocol: SASL_SSL}. */
    public Store createKafka(String name, String bootstrapServers, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("bootstrapServers", bootstrapServers);
        return create(name, KindEnum.KAFKA, properties);
    }

    /** Makes one of a namespace; without a connection string ({@code secret:hubs}) workers sign in as themselves. */
    public Store createEventHubs(String name, String namespace, @Nullable String connectionString) {
        Map<String, String> signingIn =
                connectionString == null ? Map.of() : Map.of("connectionString", connectionString);
        Map<String, String> properties = new HashMap<>(signingIn);
        properties.put("namespace", namespace);
        return create(name, KindEnum.EVENTHUBS, properties);
    }

    /**
     * Makes one of Amazon Kinesis.
     *
     * @param secretAccessKey the name of a secret, as in {@code secret:aws}
     */
    public Store createKinesis(String name, String region, String accessKeyId, String secretAccessKey) {
        return createKinesis(name, region, accessKeyId, secretAccessKey, Map.of());
    }

    /** The same with further properties, as in {@code endpoint: https://kinesis.example.com:4567}. */
    public Store createKinesis(
            String name, String region, String accessKeyId, String secretAccessKey, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.putAll(Map.of("region", region, "accessKeyId", accessKeyId, "secretAccessKey", secretAccessKey));
        return create(name, KindEnum.KINESIS, properties);
    }

    /** Makes one of a DuckDB file. */
    public Store createDuckdb(String name, String path) {
        return create(name, KindEnum.DUCKDB, Map.of("path", path));
    }

    /** Makes one of a database of MotherDuck; the token is the name of a secret, as in {@code secret:motherduck}. */
    public Store createMotherduck(String name, String database, String token) {
        return create(name, KindEnum.MOTHERDUCK, Map.of("database", database, "token", token));
    }

    /**
     * Makes one of a database of PostgreSQL.
     *
     * @param properties {@code address}, {@code database}, {@code username}, {@code password} as in {@code secret:shop}
     */
    public Store createPostgres(String name, Map<String, String> properties) {
        return create(name, KindEnum.POSTGRES, properties);
    }

    /** Makes one of files in a folder or below s3://, gs:// or abfss://; further properties are its credentials. */
    public Store createFiles(String name, String path, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(more);
        properties.put("path", path);
        return create(name, KindEnum.FILES, properties);
    }

    /**
     * Makes one of files below {@code s3://bucket/prefix}.
     *
     * @param secretAccessKey the name of a secret, as in {@code secret:s3}
     */
    public Store createS3(String name, String path, String accessKeyId, String secretAccessKey) {
        return createFiles(name, path, Map.of("accessKeyId", accessKeyId, "secretAccessKey", secretAccessKey));
    }

    private Store create(String name, KindEnum kind, Map<String, String> properties) {
        return create(new CreateStoreRequest().name(name).kind(kind).properties(properties));
    }

    /** Really connects. */
    public ConnectionTest testConnection(String name) {
        return testConnection(name, null);
    }

    /**
     * Really connects, and looks at an entity of it.
     *
     * @param entity by its path, such as a hub, whose namespace tells of no other
     */
    public ConnectionTest testConnection(String name, @Nullable String entity) {
        Call call = Call.post(item(name) + "/test-connection", null).query("entity", entity);
        return calls.call(call.once(), ConnectionTest.class);
    }
}
