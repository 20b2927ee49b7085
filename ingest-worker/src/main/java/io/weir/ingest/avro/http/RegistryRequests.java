package io.weir.ingest.avro.http;

import io.weir.ingest.dependency.Dependency;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.source.SourceException;
import io.weir.ingest.source.SourceSecrets;
import io.weir.ingest.store.StoreAddress;
import io.weir.support.outbound.OutboundRules;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks a registry. Only its own word that it does not have something counts as that: an answer of anybody else, or none, must
 * cost no record.
 */
final class RegistryRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 16 << 20;
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    /** Who asks is not let in. Anything else may be of a registry that is about to come back, or of what is before it. */
    private static final Set<Integer> REFUSED = Set.of(401, 403);

    /** What registries answer beside the status: subject, version, schema not found. */
    private static final Set<Integer> MISSING = Set.of(40401, 40402, 40403);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final StoreAddress store;
    private final SourceSecrets secrets;
    private final OutboundRules outbound;
    private final Dependency service;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    RegistryRequests(StoreAddress store, SourceSecrets secrets, OutboundRules outbound, Dependency service) {
        this.store = store;
        this.secrets = secrets;
        this.outbound = outbound;
        this.service = service;
    }

    /** Where it is, without a slash at its end. */
    String url() {
        return Objects.requireNonNullElse(store.property(StoreAddress.URL), "").replaceFirst("/+$", "");
    }

    /** A name as a part of a path. */
    static String segment(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * What it has there.
     *
     * @return nothing if it says that it has nothing there
     * @throws SourceException if it does not say; lasting where somebody has to change something
     */
    Optional<JsonNode> get(String path) {
        URI address = URI.create(url() + path);
        require(address.getHost());
        HttpResponse<InputStream> answer = send(request(address));
        JsonNode body = read(answer);
        int status = answer.statusCode();
        if (status == OK && body != null) {
            return Optional.of(body);
        }
        int code = body == null ? 0 : body.path("error_code").asInt(0);
        if (status == NOT_FOUND && MISSING.contains(code)) {
            return Optional.empty();
        }
        throw failed("answers " + address.getPath() + " with status " + status, REFUSED.contains(status), null);
    }

    private void require(@Nullable String host) {
        try {
            outbound.require(Objects.requireNonNullElse(host, ""));
        } catch (ProblemException refused) {
            throw failed("is not asked: " + refused.getMessage(), true, refused);
        }
    }

    private HttpRequest request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(PATIENCE)
                .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
        String user = store.property(StoreAddress.USERNAME);
        if (user != null) {
            String password = secrets.read(store.property(StoreAddress.PASSWORD), "the password of a schema registry");
            String both = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            request.header("Authorization", "Basic " + both);
        }
        return request.build();
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

    /** Its JSON; null if it is none. */
    private @Nullable JsonNode read(HttpResponse<InputStream> answer) {
        try (InputStream body = answer.body()) {
            byte[] bytes = body.readNBytes(MOST_BYTES + 1);
            return bytes.length > MOST_BYTES ? null : JSON.readTree(bytes);
        } catch (JacksonException notJson) {
            return null;
        } catch (IOException broken) {
            throw failed("stops in the middle of an answer: " + broken.getMessage(), false, null);
        }
    }

    private SourceException failed(String why, boolean lasting, @Nullable Throwable cause) {
        return new SourceException("schema registry " + store.name() + " at " + url() + " " + why, lasting, cause);
    }
}
