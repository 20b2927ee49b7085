package io.weir.ingest.avro.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.identity.CredentialUnavailableException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.weir.ingest.avro.WriterSchemas;
import io.weir.ingest.decode.UnreadableRecordException;
import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.DependencySettings;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.WorkerCredential;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.azure.OwnIdentity;
import io.weir.support.outbound.OutboundRules;
import io.weir.test.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What the worker makes of the answers of Azure's registry, and of none; the server is ours, and speaks its protocol. */
class AzureRegistryTest {

    private static final String ID = "64fc737160ff41bdb8a0b8af028e6827";
    private static final String ORDER =
            "{\"type\":\"record\",\"name\":\"Order\",\"fields\":[{\"name\":\"id\",\"type\":\"long\"}]}";
    private static final String AVRO = "application/json; serialization=Avro";
    private static final String MISSING =
            "{\"error\":{\"code\":\"ItemNotFound\",\"message\":\"Schema id " + ID + " does not exist.\"}}";

    private record Answer(int status, String type, String body) {}

    private static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();
    private static final Queue<String> ASKED = new ConcurrentLinkedQueue<>();

    @TempDir
    static Path folder;

    private static SSLContext before;
    private static HttpsServer server;

    private final OutboundRules anywhere = new OutboundRules(List.of("127.0.0.0/8", "::1/128"));

    @BeforeAll
    static void start() throws IOException, NoSuchAlgorithmException {
        before = SSLContext.getDefault();
        SSLContext own = SelfSigned.in(folder).context();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(own));
        server.createContext("/", AzureRegistryTest::answer);
        server.start();
        SSLContext.setDefault(own);
    }

    @AfterAll
    static void stop() {
        SSLContext.setDefault(before);
        server.stop(0);
    }

    @BeforeEach
    void forget() {
        ANSWERS.clear();
        ASKED.clear();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            ASKED.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            String[] path = exchange.getRequestURI().getPath().split("/");
            Answer answer = ANSWERS.getOrDefault(
                    path[path.length - 1], new Answer(404, "application/json; charset=utf-8", MISSING));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String namespace() {
        return "localhost:" + server.getAddress().getPort();
    }

    private WriterSchemas schemas(TokenCredential credential, String... namespaces) {
        return new HttpSchemaRegistries(
                        name -> name,
                        anywhere,
                        new OwnIdentity(List.of(namespaces)),
                        new WorkerCredential(() -> credential),
                        new Dependencies(DependencySettings.DEFAULTS))
                .of(new StoreAddress(
                        "schemas", StoreAddress.AZURE_SCHEMA_REGISTRY, Map.of(StoreAddress.NAMESPACE, namespace())));
    }

    private WriterSchemas schemas() {
        return schemas(
                request -> Mono.just(new AccessToken(
                        "token for " + request.getScopes().get(0),
                        OffsetDateTime.now().plusHours(1))),
                namespace());
    }

    @Test
    void aSchemaIsAskedForOnceWithAToken() throws UnreadableRecordException {
        ANSWERS.put(ID, new Answer(200, AVRO, ORDER));
        WriterSchemas schemas = schemas();

        assertThat(schemas.find(ID).columns().sql()).isEqualTo("STRUCT(\"id\" BIGINT)");
        assertThat(schemas.find(ID)).isSameAs(schemas.find(ID));
        assertThat(ASKED)
                .containsExactly("/$schemaGroups/$schemas/" + ID
                        + "?api-version=2022-10 Bearer token for https://eventhubs.azure.net/.default");
    }

    @Test
    void onlyWhatTheRegistrySaysThatItDoesNotHaveIsTheRecordsFault() throws UnreadableRecordException {
        WriterSchemas schemas = schemas();
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> schemas.find(ID))
                .withMessageContaining("which the registry does not have");
        ANSWERS.put("json", new Answer(200, "application/json; serialization=Json", "{}"));
        assertThatExceptionOfType(UnreadableRecordException.class)
                .isThrownBy(() -> schemas.find("json"))
                .withMessageContaining("not one of AVRO");

        ANSWERS.put(ID, new Answer(200, AVRO, ORDER));
        schemas.begin();
        assertThat(schemas.find(ID).columns().sql()).contains("id");
    }

    /** Among them the 404 of somebody else, which must not make dead letters of all records. */
    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 404, 401, 403})
    void aRegistryThatIsDownIsWaitedForUntilItIsBack(int status) throws UnreadableRecordException {
        WriterSchemas schemas = schemas();
        ANSWERS.put(ID, new Answer(status, "text/html", "<html>no</html>"));
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> schemas.find(ID))
                .satisfies(down -> assertThat(down.isLasting()).isFalse())
                .withMessageContaining("status " + status)
                .withMessageNotContaining("token for");

        ANSWERS.put(ID, new Answer(200, AVRO, ORDER));
        assertThat(schemas.find(ID).columns().sql()).contains("id");
    }

    @Test
    void noTokenIsSentToWhomNobodyLentTheIdentity() {
        WriterSchemas schemas = schemas(
                request -> {
                    throw new AssertionError("asked for a token");
                },
                "ours.servicebus.windows.net");

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> schemas.find(ID))
                .satisfies(refused -> assertThat(refused.isLasting()).isTrue())
                .withMessageContaining(OwnIdentity.SETTING);
        assertThat(ASKED).isEmpty();
    }

    @Test
    void aWorkerWithoutAnIdentityWaitsForOne() {
        WriterSchemas schemas =
                schemas(request -> Mono.error(new CredentialUnavailableException("nothing\nat all")), namespace());

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> schemas.find(ID))
                .satisfies(waiting -> assertThat(waiting.isLasting()).isFalse())
                .withMessageContaining("finds no identity");
    }
}
