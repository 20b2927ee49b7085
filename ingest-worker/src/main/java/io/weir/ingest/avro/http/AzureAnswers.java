package io.weir.ingest.avro.http;

import com.azure.core.credential.TokenRequestContext;
import com.azure.core.exception.ClientAuthenticationException;
import com.azure.identity.CredentialUnavailableException;
import io.weir.ingest.avro.WriterSchema;
import io.weir.ingest.decode.UnreadableRecordException;
import io.weir.ingest.dependency.Dependency;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.WorkerCredential;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.azure.OwnIdentity;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The registry of a namespace of Event Hubs, asked with the worker's own identity over TLS. Only its own word that it does not
 * have an id counts as that: an answer of anybody else, or none, must cost no record.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/schemaregistry/schema/get-by-id">the call</a>
 */
final class AzureAnswers implements SchemaAnswers {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SCOPE = "https://eventhubs.azure.net/.default";
    private static final String VERSION = "2022-10";
    private static final int MOST_BYTES = 16 << 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final List<Integer> REFUSED = List.of(401, 403);

    private final StoreAddress store;
    private final WorkerCredential credential;
    private final OwnIdentity identity;
    private final OutboundRules outbound;
    private final Dependency service;
    private final HttpClient http;

    AzureAnswers(
            StoreAddress store,
            WorkerCredential credential,
            OwnIdentity identity,
            OutboundRules outbound,
            Dependency service) {
        this.store = store;
        this.credential = credential;
        this.identity = identity;
        this.outbound = outbound;
        this.service = service;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
    }

    @Override
    public String registry() {
        return "https://" + namespace();
    }

    private String namespace() {
        return Objects.requireNonNullElse(store.property(StoreAddress.NAMESPACE), "");
    }

    @Override
    public WriterSchema read(String id) throws UnreadableRecordException {
        requireAllowed();
        URI address = URI.create(registry() + "/$schemaGroups/$schemas/" + id + "?api-version=" + VERSION);
        HttpResponse<InputStream> answer = send(HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token())
                .header("Accept", "application/json; serialization=Avro")
                .build());
        String body = body(answer);
        int status = answer.statusCode();
        if (status == NOT_FOUND && isMissing(body)) {
            throw new UnreadableRecordException("names schema " + id + ", which the registry does not have");
        }
        if (status != OK) {
            // A role takes minutes until it counts, and may be given while the pipeline waits.
            String why = REFUSED.contains(status)
                    ? "does not let the worker's own identity in: it needs the role Schema Registry Reader (Preview), and"
                            + " answers with status " + status
                    : "answers with status " + status;
            throw failed(why, false, null);
        }
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (!type.toLowerCase(Locale.ROOT).replace(" ", "").contains("serialization=avro")) {
            throw new UnreadableRecordException("names schema " + id + ", which is not one of AVRO");
        }
        return WriterSchema.parse(body, List.of(), "schema " + id);
    }

    /** Whoever made the store shall have no token sent, and read nothing, that nobody lent them. */
    private void requireAllowed() {
        if (!identity.isFor(namespace())) {
            throw failed(
                    "is not asked: " + OwnIdentity.SETTING + ", the namespaces that are read with the workers' own"
                            + " identity, does not have it",
                    true,
                    null);
        }
        try {
            outbound.require(namespace().replaceFirst(":[0-9]+$", ""));
        } catch (ProblemException refused) {
            throw failed("is not asked: " + refused.getMessage(), true, refused);
        }
    }

    private String token() {
        try {
            return credential
                    .get()
                    .getTokenSync(new TokenRequestContext().addScopes(SCOPE))
                    .getToken();
        } catch (CredentialUnavailableException none) {
            throw failed("is not asked: the worker finds no identity at Azure to sign in with", false, null);
        } catch (ClientAuthenticationException refused) {
            String said =
                    String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
            throw failed("is not asked: Azure gives no token for the worker's own identity: " + said, false, null);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return service.send(http, request, BodyHandlers.ofInputStream());
        } catch (DependencyAwayException away) {
            throw failed("is not asked: " + away.getMessage(), false, away);
        } catch (IOException silent) {
            throw failed("does not answer: " + silent, false, null);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw failed("was not waited for", false, stopped);
        }
    }

    private String body(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw failed("stops in the middle of an answer: " + broken.getMessage(), false, null);
        }
    }

    private static boolean isMissing(String body) {
        try {
            return JsonMapper.shared()
                    .readTree(body)
                    .at("/error/code")
                    .asString("")
                    .equals("ItemNotFound");
        } catch (JacksonException notJson) {
            return false;
        }
    }

    private SourceException failed(String why, boolean lasting, @Nullable Throwable cause) {
        return new SourceException(
                "schema registry " + store.name() + " at " + namespace() + " " + why, lasting, cause);
    }
}
