package io.weir.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Plain HTTP calls, by the owner of the data folder where the platform at that port is known. */
final class Http {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** On a busy machine. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(1);

    private static final int SERVICES = 4;
    private static final Map<Integer, Path> DATA_FOLDERS = new ConcurrentHashMap<>();

    private Http() {}

    /** Has the calls to the four services from {@code port} on say who makes them. */
    static void own(int port, Path dataDir) {
        for (int service = 0; service < SERVICES; service++) {
            DATA_FOLDERS.put(port + service, dataDir);
        }
    }

    /** A call with this token, or with none where it is empty. */
    static HttpResponse<String> withToken(String method, String address, String token)
            throws IOException, InterruptedException {
        return withToken(method, address, token, "");
    }

    static HttpResponse<String> withToken(String method, String address, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(LONGEST_CALL)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static HttpResponse<String> get(String address) throws IOException, InterruptedException {
        return call("GET", address, "application/json", "");
    }

    static HttpResponse<String> call(String method, String address, String contentType, String body)
            throws IOException, InterruptedException {
        URI target = URI.create(address);
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .timeout(LONGEST_CALL)
                .header("Content-Type", contentType)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        Path dataDir = DATA_FOLDERS.get(target.getPort());
        if (dataDir != null) {
            request.header("Authorization", SignedToken.header(dataDir));
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(String text) throws IOException {
        return MAPPER.readTree(text);
    }
}
