package io.weir.ingest.avro.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.ingest.avro.WriterSchemas;
import io.weir.ingest.decode.UnreadableRecordException;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.azure.OwnIdentity;
import io.weir.support.outbound.OutboundRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the worker makes of a registry's answers, and of none. */
class HttpSchemaRegistriesTest {

    private static final String ORDER =
            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}";

    private final OutboundRules anywhere = new OutboundRules(List.of("127.0.0.0/8"));
    private Registry registry;
    private HttpSchemaRegistries registries;

    @BeforeEach
    void start() throws IOException {
        registry = new Registry();
        registries = new HttpSchemaRegistries(
                name -> "value of " + name,
                anywhere,
                new OwnIdentity(List.of()),
                new Dependencies(DependencySettings.DEFAULTS));
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private WriterSchemas schemas(Map<String, String> more) {
        Map<String, String> properties = new java.util.HashMap<>(more);
        properties.putIfAbsent("url", registry.address() + "/");
        return registries.of(new StoreAddress("schemas", StoreAddress.SCHEMA_REGISTRY, properties));
    }

    @Test
    void aSchemaIsAskedForOnceByAllPipelines() throws UnreadableRecordException {
        registry.register(7, ORDER);

        assertThat(schemas(Map.of()).find("7").columns().sql()).isEqualTo("STRUCT(\"id\" BIGINT)");
        assertThat(schemas(Map.of()).find("7")).isSameAs(schemas(Map.of()).find("7"));
        assertThat(registry.asked).containsExactly("/schemas/ids/7");
    }

    @Test
    void whatTheRegistrySaysThatItDoesNotHaveIsTheRecordsFault() {
        WriterSchemas schemas = schemas(Map.of());
        registry.answer("/schemas/ids/8", "{\"schema\":\"syntax = \\\"proto3\\\";\",\"schemaType\":\"PROTOBUF\"}");
        registry.answer("/schemas/ids/9", "{\"schema\":\"\\\"string\\\"\"}");
        registry.answer("/schemas/ids/10", "{\"schema\":\"{\"}");
        registry.answer("/schemas/ids/11", "{}");

        refused(schemas, "7", "names schema 7, which the registry does not have");
        refused(schemas, "7", "names schema 7, which the registry does not have");
        refused(schemas, "8", "names schema 8, which is one of PROTOBUF, not of AVRO");
        refused(schemas, "9", "schema 9 is of type string, and only records have columns");
        refused(schemas, "10", "schema 10 is no schema of Avro");
        refused(schemas, "11", "names schema 11, of which the registry tells no text");
        assertThat(registry.asked).hasSize(5);

        registry.register(7, ORDER);
        assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> schemas.find("7"));
        schemas.begin();
        org.assertj.core.api.Assertions.assertThatNoException().isThrownBy(() -> schemas.find("7"));
    }

    private static void refused(WriterSchemas schemas, String id, String reason) {
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> schemas.find(id))
                .withMessageStartingWith(reason);
    }

    @Test
    void schemasAreReadAfterThoseThatTheyReferTo() throws UnreadableRecordException {
        registry.answer("/schemas/ids/1", """
                {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"Order\\",\\"fields\\":[{\\"name\\":\\"at\\",\\"type\\":\\"Place\\"}]}",
                 "references": [{"name": "Place", "subject": "a place", "version": 3}]}""");
        registry.answer("/subjects/a place/versions/3", """
                {"schema": "{\\"type\\":\\"record\\",\\"name\\":\\"Place\\",\\"fields\\":[{\\"name\\":\\"x\\",\\"type\\":\\"Number\\"}]}",
                 "references": [{"name": "Number", "subject": "number", "version": 1}]}""");
        registry.answer(
                "/subjects/number/versions/1",
                "{\"schema\": \"{\\\"type\\\":\\\"fixed\\\",\\\"name\\\":\\\"Number\\\",\\\"size\\\":2}\"}");

        assertThat(schemas(Map.of()).find("1").columns().sql()).isEqualTo("STRUCT(\"at\" STRUCT(\"x\" VARCHAR))");
    }

    /** Among them the 404 of somebody else, which must not make dead letters of all records. */
    @ParameterizedTest
    @CsvSource({
        "500, false",
        "502, false",
        "503, false",
        "429, false",
        "408, false",
        "404, false",
        "403, true",
        "302, false"
    })
    void anyOtherAnswerIsNoRecordsFault(int status, boolean lasting) {
        WriterSchemas schemas = schemas(Map.of());
        registry.fail(status);

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> schemas.find("7"))
                .withMessageContaining("schema registry schemas at " + registry.address())
                .withMessageContaining("status " + status)
                .satisfies(failed -> assertThat(failed.isLasting()).isEqualTo(lasting));
        assertThat(registry.requests()).isEqualTo(1);
    }

    /** Whoever runs one may name what only the workers reach, and would be sent the password there, too. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void aRegistryLeadsNowhereElse(int status) throws IOException {
        try (Registry inside = new Registry()) {
            inside.register(7, ORDER);
            registry.redirect(status, inside.address());

            assertThatExceptionOfType(SourceException.class)
                    .isThrownBy(() -> schemas(Map.of()).find("7"))
                    .withMessageContaining("status " + status);
            assertThat(registry.requests()).isEqualTo(1);
            assertThat(inside.asked).isEmpty();
        }
    }

    @Test
    void whoDoesNotAnswerMayLater() throws UnreadableRecordException {
        registry.register(7, ORDER);
        assertThat(schemas(Map.of()).find("7")).isNotNull();
        registry.close();

        assertThat(schemas(Map.of()).find("7")).isNotNull();
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> schemas(Map.of()).find("8"))
                .withMessageContaining("does not answer")
                .satisfies(failed -> assertThat(failed.isLasting()).isFalse());
    }

    @Test
    void whoAsksSaysWhoItIs() throws UnreadableRecordException {
        registry.register(7, ORDER);
        registry.authorization =
                "Basic " + Base64.getEncoder().encodeToString("weir:value of pw".getBytes(StandardCharsets.UTF_8));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> schemas(Map.of()).find("7"))
                .withMessageContaining("status 401")
                .satisfies(failed -> assertThat(failed.isLasting()).isTrue());
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> schemas(Map.of("username", "weir", "password", "env:PATH"))
                        .find("7"))
                .satisfies(failed -> assertThat(failed.isLasting()).isTrue());
        assertThat(schemas(Map.of("username", "weir", "password", "secret:pw")).find("7"))
                .isNotNull();
    }

    @Test
    void aRegistryOfThePrivateNetworkIsNotAsked() {
        registries = new HttpSchemaRegistries(
                name -> name,
                new OutboundRules(List.of()),
                new OwnIdentity(List.of()),
                new Dependencies(DependencySettings.DEFAULTS));

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> schemas(Map.of()).find("7"))
                .withMessageContaining("not public")
                .satisfies(failed -> assertThat(failed.isLasting()).isTrue());
        assertThat(registry.requests()).isZero();
    }
}
