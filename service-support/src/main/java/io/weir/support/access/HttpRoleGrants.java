package io.weir.support.access;

import io.weir.support.identity.ServiceIdentity;
import io.weir.support.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Asks the control plane what a role may do, with the roles that it has. Where it does not answer nothing is opened: 503. */
final class HttpRoleGrants implements RoleGrants {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final URI platform;
    private final ServiceIdentity identity;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    HttpRoleGrants(URI platform, ServiceIdentity identity) {
        this.platform = platform;
        this.identity = identity;
    }

    private record Page(List<Given> items, @Nullable String nextPageToken) {}

    /** @param members what is in the organizations that it is on; null where it is on something else */
    private record Given(
            Privilege privilege,
            ResourceKind kind,
            String name,
            boolean withGrantOption,
            @Nullable List<Member> members) {

        Stream<Grant> grants() {
            return new Grant(privilege, kind, name, withGrantOption)
                    .with(Objects.requireNonNullElse(members, List.of()));
        }
    }

    @Override
    public List<Grant> of(String role) {
        List<Grant> all = new ArrayList<>();
        String next = "";
        while (next != null) {
            Page page = page(role, next);
            page.items().stream().flatMap(Given::grants).forEach(all::add);
            next = page.nextPageToken();
        }
        return List.copyOf(all);
    }

    private Page page(String role, String token) {
        String query = "?limit=1000&inherited=true&role=" + encode(role)
                + (token.isEmpty() ? "" : "&pageToken=" + encode(token));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(platform + "/api/v1/grants" + query))
                .timeout(PATIENCE);
        identity.sign(request);
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw unavailable(null);
            }
            return JSON.readValue(answer.body(), Page.class);
        } catch (IOException | JacksonException silent) {
            throw unavailable(silent);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw unavailable(stopped);
        }
    }

    private static ProblemException unavailable(@Nullable Exception cause) {
        return ProblemException.unavailable(
                "What the caller was granted cannot be told: the control plane does not answer", RETRY_AFTER, cause);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
