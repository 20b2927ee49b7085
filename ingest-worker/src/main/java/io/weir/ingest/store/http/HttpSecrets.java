package io.weir.ingest.store.http;

import io.weir.ingest.dependency.Dependencies;
import io.weir.ingest.dependency.Dependency;
import io.weir.ingest.dependency.DependencyAwayException;
import io.weir.ingest.store.SecretRefusedException;
import io.weir.ingest.store.Secrets;
import io.weir.ingest.store.StoresUnavailableException;
import io.weir.support.identity.ServiceIdentity;
import io.weir.support.services.ServiceLocations;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks the platform, as this service and nobody else may. Answers are not logged and not kept. */
@Component
final class HttpSecrets implements Secrets {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;

    /** Forbidden, and a key that is lost or was never set: only somebody who changes something can help. */
    private static final Set<Integer> LASTING = Set.of(403, 409);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI platform;
    private final ServiceIdentity identity;
    private final Dependency service;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    HttpSecrets(ServiceLocations locations, ServiceIdentity identity, Dependencies dependencies) {
        this.service = dependencies.service("platform-api");
        this.platform = locations.platformUrl();
        this.identity = identity;
    }

    @Override
    public String value(String name) {
        HttpResponse<byte[]> answer = ask(name);
        JsonNode body = read(name, answer.body());
        if (answer.statusCode() == OK && body.path("value").isString()) {
            return body.path("value").asString();
        }
        String refusal = "the platform does not tell the secret " + name + ": "
                + body.path("detail").asString("status " + answer.statusCode());
        if (LASTING.contains(answer.statusCode())) {
            throw new SecretRefusedException(refusal);
        }
        // Not there either: the store refers to another one by now, or it would have kept this one.
        throw new StoresUnavailableException(refusal, null);
    }

    private HttpResponse<byte[]> ask(String name) {
        String path = "/internal/v1/secrets/" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "/value";
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(platform + path)).timeout(PATIENCE);
        identity.sign(request);
        try {
            HttpRequest question = request.POST(BodyPublishers.noBody()).build();
            return service.send(http, question, BodyHandlers.ofByteArray());
        } catch (DependencyAwayException away) {
            throw new StoresUnavailableException(
                    "the platform is not asked for the secret " + name + ": " + away.getMessage(), away);
        } catch (IOException silent) {
            throw new StoresUnavailableException("the platform does not answer for the secret " + name, silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new StoresUnavailableException("stopped while asking for the secret " + name, stopped);
        }
    }

    /** The parser's own message would have a part of what it read. */
    private static JsonNode read(String name, byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException notJson) {
            throw new StoresUnavailableException(
                    "what answers for the secret " + name + " is not the platform: no JSON", null);
        }
    }
}
