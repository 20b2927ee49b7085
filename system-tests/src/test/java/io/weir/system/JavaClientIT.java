package io.weir.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.weir.client.call.ClientSettings;
import io.weir.client.call.Tagged;
import io.weir.client.call.WeirException;
import io.weir.client.model.AuditEntry;
import io.weir.client.model.CreateComputePoolRequest;
import io.weir.client.model.CreateDatabaseRequest;
import io.weir.client.model.CreateFunctionRequest;
import io.weir.client.model.CreateGrantRequest;
import io.weir.client.model.CreateOrganizationRequest;
import io.weir.client.model.CreatePipelineRequest;
import io.weir.client.model.CreateRelationRequest;
import io.weir.client.model.CreateRoleRequest;
import io.weir.client.model.CreateSecretRequest;
import io.weir.client.model.CreateTableRequest;
import io.weir.client.model.CreateTableSchemaRequest;
import io.weir.client.model.CreateTokenRequest;
import io.weir.client.model.CreateUserRequest;
import io.weir.client.model.DeclaredColumn;
import io.weir.client.model.Entity;
import io.weir.client.model.OrganizationContent;
import io.weir.client.model.OrganizationMember;
import io.weir.client.model.PipelineSource;
import io.weir.client.model.PipelineTarget;
import io.weir.client.model.Relation;
import io.weir.client.model.RelationSource;
import io.weir.client.model.Store;
import io.weir.client.model.Table;
import io.weir.client.model.TableSchema;
import io.weir.client.model.UpdateDatabaseRequest;
import io.weir.client.model.UpdateFunctionRequest;
import io.weir.client.model.UpdateRoleRequest;
import io.weir.client.model.UpdateSecretRequest;
import io.weir.client.model.UpdateStoreRequest;
import io.weir.client.model.UpdateTableRequest;
import io.weir.client.model.UpdateTokenRequest;
import io.weir.client.model.UpdateTopicRequest;
import io.weir.client.model.UpdateUserRequest;
import io.weir.client.model.User;
import io.weir.client.model.WarehouseTarget;
import io.weir.client.platform.Owned;
import io.weir.client.platform.WeirClient;
import io.weir.system.SharedPlatform.Addresses;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Java client on a whole platform, each kind of resource from its beginning to its end. */
@ExtendWith(SharedPlatform.class)
class JavaClientIT {

    private static final int BROKER = 4;

    private final String name = "java_" + UUID.randomUUID().toString().substring(0, 8);
    private final Addresses weir;
    private final WeirClient client;

    JavaClientIT(Addresses weir) {
        this.weir = weir;
        this.client = as(weir.token());
    }

    private WeirClient as(String token) {
        return new WeirClient(ClientSettings.of(weir.gateway(), token));
    }

    private String broker() {
        return weir.host() + ":" + (weir.port() + BROKER);
    }

    @Test
    void aStoreIsMadeTriedChangedAndRemoved() {
        var stores = client.stores();
        Store made = stores.createKafka(name, "127.0.0.1:1", Map.of());
        assertThat(made.getKind()).isEqualTo(Store.KindEnum.KAFKA);
        assertThatThrownBy(() -> stores.createDuckdb(name, "a.duckdb")).isInstanceOf(WeirException.AlreadyExists.class);
        assertThat(stores.testConnection(name).getOk()).isFalse();

        Tagged<Store> read = stores.read(name);
        UpdateStoreRequest change = new UpdateStoreRequest().properties(Map.of("bootstrapServers", broker()));
        assertThat(stores.update(name, change).getProperties()).containsEntry("bootstrapServers", broker());
        assertThatThrownBy(() -> stores.update(name, change, read.entityTag()))
                .as("of two changes by one tag the second")
                .isInstanceOf(WeirException.Conflict.class);
        assertThat(stores.testConnection(name).getOk()).isTrue();

        assertThat(stores.handOver(name, made.getOwner()).getOwner()).isEqualTo(made.getOwner());
        assertThat(stores.list(name).map(Store::getName)).containsExactly(name);
        stores.delete(name);
        assertThat(stores.exists(name)).isFalse();
        assertThatThrownBy(() -> stores.get(name)).isInstanceOf(WeirException.NotFound.class);
    }

    @Test
    void aRegistryIsAStoreOfItsKindOnly() {
        var registries = client.schemaRegistries();
        registries.create(name, "http://127.0.0.1:1");
        client.stores().createDuckdb(name + "_lake", "a.duckdb");
        assertThat(registries.list(name).map(Store::getName)).containsExactly(name);
        assertThat(registries.exists(name + "_lake")).isFalse();
        assertThatThrownBy(() -> registries.delete(name + "_lake")).isInstanceOf(WeirException.NotFound.class);
        registries.delete(name);
        client.stores().delete(name + "_lake");
    }

    @Test
    void aSecretIsChangedAndNeverTold() {
        var secrets = client.secrets();
        assertThat(secrets.create(new CreateSecretRequest().name(name).value("hunter2-java"))
                        .toString())
                .doesNotContain("hunter2-java");
        secrets.update(name, new UpdateSecretRequest().value("hunter2-changed"));
        client.stores()
                .createKafka(
                        name,
                        "127.0.0.1:1",
                        Map.of("securityProtocol", "SASL_SSL", "username", "weir", "password", "secret:" + name));
        WeirException.InUse used = catchThrowableOfType(WeirException.InUse.class, () -> secrets.delete(name));
        assertThat(used.users()).anyMatch(user -> user.contains(name));
        client.stores().delete(name);
        Store bucket = client.stores().createS3(name, "s3://lake/in", "AKIA", "secret:" + name);
        assertThat(bucket.getProperties()).containsEntry("path", "s3://lake/in").containsEntry("accessKeyId", "AKIA");
        client.stores().delete(name);
        Store kinesis = client.stores().createKinesis(name, "eu-central-1", "AKIA", "secret:" + name);
        assertThat(kinesis.getProperties()).containsEntry("region", "eu-central-1");
        client.stores().delete(name);
        Store database = client.stores()
                .createPostgres(
                        name,
                        Map.of(
                                "address",
                                weir.host() + ":1",
                                "database",
                                "shop",
                                "username",
                                "weir",
                                "password",
                                "secret:" + name));
        assertThat(client.stores().testConnection(database.getName()).getOk()).isFalse();
        client.stores().delete(name);
        secrets.delete(name);
    }

    @Test
    void rowsOfATopicAreAddedAndLookedAt() {
        client.stores().createKafka(name, broker(), Map.of());
        client.useStore(name);
        assertThat(client.currentStore()).contains(name);
        assertThat(client.topics().create(name, 2).getPartitions()).hasSize(2);
        assertThat(client.topics().list(name)).containsExactly(name);
        assertThat(client.entities().insertValues(name, List.of(Map.of("id", 1), Map.of("id", 2))))
                .isEqualTo(2);
        assertThat(client.entities().list(null, name).map(Entity::getPath)).containsExactly(name);
        assertThat(client.entities().sample(name, 10).getRows()).hasSize(2);
        assertThat(client.entities().in(name).exists("no-such-topic")).isFalse();
        assertThat(client.topics()
                        .update(name, new UpdateTopicRequest().partitions(3))
                        .getPartitions())
                .hasSize(3);
        client.topics().delete(name);
        // The controller has deleted it; the broker that is asked hears of it a moment later.
        await().until(() -> !client.topics().exists(name));
        client.stores().delete(name);
    }

    @Test
    void aTableIsMadeInTheSchemaInUseAndTakenBack() {
        client.databases().create(new CreateDatabaseRequest().name(name).comment("of a test"));
        client.useDatabase(name);
        client.schemas().create(new CreateTableSchemaRequest().name("sales"));
        client.useSchema("sales");
        assertThat(client.currentDatabase() + "." + client.currentSchema()).isEqualTo(name + ".sales");
        Map<String, Object> column = Map.of("name", "id", "type", "long", "nullable", true, "metadata", Map.of());
        Table made = client.tables()
                .create(new CreateTableRequest()
                        .name("orders")
                        .schema(Map.of("type", "struct", "fields", List.of(column))));
        assertThat(made.getName()).isEqualTo(name + ".sales.orders");
        assertThat(client.tables().list().map(Table::getName)).containsExactly(made.getName());
        assertThat(client.schemas().list().map(TableSchema::getName)).contains("sales");
        assertThat(client.tables()
                        .update("orders", new UpdateTableRequest().description("sold here"))
                        .getDescription())
                .isEqualTo("sold here");
        client.tables().delete("orders");
        assertThat(client.tables().exists("orders")).isFalse();
        client.tables().undrop("orders");
        assertThat(client.tables().exists(made.getName())).isTrue();

        assertThatThrownBy(() -> client.databases().delete(name)).isInstanceOf(WeirException.InUse.class);
        assertThat(client.databases()
                        .update(name, new UpdateDatabaseRequest().comment("changed"))
                        .getComment())
                .isEqualTo("changed");
        client.databases().deleteCascading(name);
        assertThatThrownBy(() -> client.useDatabase(name)).isInstanceOf(WeirException.NotFound.class);
    }

    @Test
    void aStreamAViewAndWhatIsFedByThem() {
        client.stores().createKafka(name, broker(), Map.of());
        client.stores().createDuckdb(name + "_lake", name + ".duckdb");
        client.topics().in(name).create(name, 1);
        client.entities().in(name).insertValues(name, List.of(Map.of("id", 1, "n", 5), Map.of("id", 2, "n", 7)));
        RelationSource source = new RelationSource().store(name).topic(name);
        List<DeclaredColumn> columns = List.of(
                new DeclaredColumn().name("id").type("BIGINT"),
                new DeclaredColumn().name("n").type("BIGINT"));

        Relation stream = client.streams().createWithSchema(name, source, columns);
        assertThat(stream.getKind()).isEqualTo(Relation.KindEnum.STREAM);
        assertThat(client.streams().sample(name, 10).getRows()).hasSize(2);
        client.views().createFromSelect(name + "_big", "select id from " + name + " where n > 5", null);
        assertThatThrownBy(() -> client.views().createFromSelect(name + "_odd", "select nothing from " + name, null))
                .isInstanceOf(WeirException.Sql.class);
        assertThat(client.views().list(name).map(Relation::getName)).containsExactly(name + "_big");
        assertThat(client.relations().list(name)).hasSize(2);
        assertThat(client.streams().status(name)).isEmpty();

        WarehouseTarget table = new WarehouseTarget().store(name + "_lake").table("fed");
        Relation fed = client.relations()
                .create(new CreateRelationRequest()
                        .name(name + "_fed")
                        .kind(CreateRelationRequest.KindEnum.TABLE)
                        .query("select id from " + name)
                        .target(new PipelineTarget().warehouse(table)));
        String pipeline = client.relations().status(fed.getName()).orElseThrow().getName();
        client.relations().start(fed.getName());
        assertThat(client.pipelines().get(pipeline).getName()).isEqualTo(pipeline);
        client.relations().stop(fed.getName());
        client.relations().deleteCascading(name);
        assertThat(client.relations().list(name)).isEmpty();
        client.topics().in(name).delete(name);
        Stream.of(name, name + "_lake").forEach(client.stores()::delete);
    }

    @Test
    void aPipelineIsTriedMadeDrainedAndRemoved() {
        client.stores().createKafka(name, broker(), Map.of());
        client.stores().createDuckdb(name + "_lake", name + ".duckdb");
        client.topics().in(name).create(name, 1);
        client.entities().in(name).insertValues(name, List.of(Map.of("id", 1), Map.of("id", 2)));
        CreatePipelineRequest request = new CreatePipelineRequest()
                .name(name)
                .source(new PipelineSource().store(name).topic(name))
                .target(new PipelineTarget()
                        .warehouse(new WarehouseTarget().store(name + "_lake").table("orders")));

        assertThat(client.pipelines().validate(request).getPool()).isEqualTo("default");
        assertThat(client.pipelines().dryRun(request, 10).getRows()).hasSize(2);
        client.pipelines().create(request);
        client.pipelines().start(name);
        assertThat(client.pipelines().pause(name).getRunId())
                .isEqualTo(client.pipelines().resume(name).getRunId());
        client.pipelines().drain(name);
        assertThat(client.pipelines().progress(name)).isNotNull();
        client.pipelines().stop(name);
        assertThat(client.pipelines().deadLetters(name)).isEmpty();
        assertThatThrownBy(() -> client.stores().delete(name)).isInstanceOf(WeirException.InUse.class);
        client.pipelines().delete(name);
        client.topics().in(name).delete(name);
        Stream.of(name, name + "_lake").forEach(client.stores()::delete);
    }

    @Test
    void aPoolAndAFunctionAreMadeChangedAndRemoved() {
        client.computePools().create(new CreateComputePoolRequest().name(name));
        assertThat(client.computePools().stop(name).getName()).isEqualTo(name);
        client.computePools().start(name);
        assertThat(client.computePools().list(name)).hasSize(1);
        client.computePools().delete(name);

        client.functions()
                .create(new CreateFunctionRequest()
                        .name(name)
                        .parameters(List.of("n"))
                        .body("n * 2"));
        assertThat(client.functions()
                        .update(name, new UpdateFunctionRequest().comment("doubles"))
                        .getComment())
                .isEqualTo("doubles");
        client.functions().delete(name);
        assertThat(client.functions().exists(name)).isFalse();
    }

    private void organizations() {
        client.organizations().create(new CreateOrganizationRequest().name(name));
        OrganizationMember pool =
                new OrganizationMember().kind(OrganizationMember.KindEnum.POOL).name(name);
        assertThat(client.organizations().add(name, pool).getName()).isEqualTo(name);
        assertThat(client.organizations().contents(name).map(OrganizationContent::getKind))
                .containsExactly(OrganizationContent.KindEnum.POOL);
        assertThatThrownBy(() -> client.organizations().delete(name)).isInstanceOf(WeirException.InUse.class);
        client.organizations().remove(name, pool);
        assertThat(client.organizations().contents(name)).isEmpty();
        client.organizations().delete(name);
        assertThat(client.organizations().exists(name)).isFalse();
    }

    @Test
    void aUserSeesWhatItsRolesWereGranted() {
        client.roles().create(new CreateRoleRequest().name(name));
        client.roles().create(new CreateRoleRequest().name(name + "_more"));
        assertThat(client.roles()
                        .update(name, new UpdateRoleRequest().description("of a test"))
                        .getDescription())
                .isEqualTo("of a test");
        assertThat(client.roles().grant(name, name + "_more").getRoles()).containsExactly(name + "_more");
        assertThat(client.users()
                        .create(new CreateUserRequest()
                                .name(name)
                                .roles(List.of(name))
                                .properties(Map.of("team", "sales")))
                        .getProperties())
                .containsEntry("team", "sales");
        String text = client.tokens()
                .create(new CreateTokenRequest().name(name).user(name).scope(CreateTokenRequest.ScopeEnum.WRITE))
                .getToken();
        OffsetDateTime soon = OffsetDateTime.now().plus(Duration.ofHours(1));
        assertThat(client.tokens()
                        .update(name, new UpdateTokenRequest().expiresAt(soon))
                        .getExpiresAt()
                        .toInstant())
                .isBefore(soon.toInstant().plusSeconds(1));

        WeirClient user = as(text);
        assertThat(user.canI("USAGE", "STORE", name).getAllowed()).isFalse();
        assertThat(user.users().list()).isEmpty();
        assertThatThrownBy(() -> user.users().get(name)).isInstanceOf(WeirException.Permission.class);
        for (Owned<?, ?, ?> kind : List.of(client.users(), client.roles())) {
            kind.handOver(name, "user:" + name);
        }
        assertThat(user.roles().get(name).getOwner()).isEqualTo("user:" + name);
        assertThat(user.users().list().map(User::getName)).containsExactly(name);
        assertThatThrownBy(
                        () -> user.users().update(name, new UpdateUserRequest().roles(List.of(name, name + "_more"))))
                .isInstanceOf(WeirException.Permission.class);
        assertThat(client.tokens().handOver(name, "user:" + name).getOwner()).isEqualTo("user:" + name);
        var granted = client.grants()
                .create(new CreateGrantRequest()
                        .role(name + "_more")
                        .privilege(CreateGrantRequest.PrivilegeEnum.USAGE)
                        .kind(CreateGrantRequest.KindEnum.STORE)
                        .name(name));
        await().untilAsserted(() ->
                assertThat(user.canI("USAGE", "STORE", name).getAllowed()).isTrue());
        assertThat(client.grants().list(name)).isEmpty();
        assertThat(client.grants().listInherited(name)).hasSize(1);
        assertThat(client.grants().listOn("STORE", name)).hasSize(1);
        assertThat(client.grants().get(granted.getId()).getRole()).isEqualTo(name + "_more");
        client.grants().delete(granted.getId());
        assertThat(client.roles().revoke(name, name + "_more").getRoles()).isEmpty();
        organizations();

        client.users().update(name, new UpdateUserRequest().roles(List.of()));
        user.tokens().delete(name);
        assertThatThrownBy(() -> user.stores().list()).isInstanceOf(WeirException.Auth.class);
        await().untilAsserted(() ->
                assertThat(client.audit().list("user:" + name).limit(1)).hasSize(1));
        String path = "/api/v1/roles/" + name;
        assertThat(client.audit().list(null, path, Instant.EPOCH, null))
                .extracting(AuditEntry::getCreated)
                .contains(path);
        client.users().delete(name);
        Stream.of(name, name + "_more").forEach(client.roles()::delete);
    }
}
