package io.weir.platform.openapi;

import io.weir.platform.gateway.Service;
import io.weir.support.problem.ProblemException;
import io.weir.support.services.ServiceLocations;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Gathers what each service says of its own API, all asked at once. */
@Component
public class ApiDocuments {

    /** A service makes its part when it is asked for the first time, which takes seconds where the cores have other work. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ServiceLocations locations;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    ApiDocuments(ServiceLocations locations) {
        this.locations = locations;
    }

    /**
     * The merged document.
     *
     * @param own what the gateway says of itself
     * @throws ProblemException when a service does not answer, since a document that lacks its part would mislead, and
     *     when two parts contradict each other
     */
    public ObjectNode merge(byte[] own) {
        Map<String, CompletableFuture<HttpResponse<byte[]>>> asked = new TreeMap<>();
        for (Service service : Service.values()) {
            asked.put(service.label(), ask(service.locate(locations)));
        }
        MergedDocument merged = new MergedDocument();
        merged.add("platform-api", (ObjectNode) json.readTree(own));
        asked.forEach((service, answer) -> merged.add(service, read(service, answer)));
        return merged.sorted();
    }

    private CompletableFuture<HttpResponse<byte[]>> ask(URI service) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(service + "/v3/api-docs"))
                .timeout(PATIENCE)
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray());
    }

    private ObjectNode read(String service, CompletableFuture<HttpResponse<byte[]>> answer) {
        try {
            HttpResponse<byte[]> response = answer.join();
            if (response.statusCode() == 200 && json.readTree(response.body()) instanceof ObjectNode document) {
                return document;
            }
            throw lacking(service, "answers " + response.statusCode(), null);
        } catch (CompletionException unreachable) {
            throw lacking(service, "cannot be reached", unreachable.getCause());
        } catch (JacksonException unreadable) {
            throw lacking(service, "answers what is no JSON", unreadable);
        }
    }

    private static ProblemException lacking(String service, String why, @Nullable Throwable cause) {
        String detail = "The document would lack the part of " + service + ", which " + why;
        return new ProblemException(ApiDocumentProblem.API_DOCUMENT_INCOMPLETE, detail, Duration.ofSeconds(2), cause)
                .with("service", service);
    }
}
