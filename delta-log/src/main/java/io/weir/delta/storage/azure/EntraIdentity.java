package io.weir.delta.storage.azure;

import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.rest.BearerTokens;
import io.weir.delta.storage.rest.Encoding;
import io.weir.delta.storage.rest.RestCalls.Signed;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who calls Azure, where it is no account's key that says so: an application with a secret, the workload identity of a pod, or
 * the managed identity of the machine.
 *
 * @see <a href="https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow">applications</a>
 * @see <a href="https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token">machines</a>
 */
public final class EntraIdentity {

    private static final String RESOURCE = "https://storage.azure.com/";
    private static final String ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final HttpClient http;
    private final Duration timeout;
    private final Clock clock;

    public EntraIdentity(HttpClient http, Duration timeout, Clock clock) {
        this.http = http;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * An application of a tenant.
     *
     * @param authority such as {@code https://login.microsoftonline.com}
     */
    public record Application(URI authority, String tenant, String client) {}

    /**
     * Tokens of an application that has a secret.
     *
     * @param secret asked for with each token, so that a changed one counts
     */
    public BearerTokens withSecret(Application application, Supplier<String> secret) {
        return tokens(() -> of(application, Map.of("client_secret", held(secret))), "Entra ID");
    }

    /**
     * Tokens of an application that trusts whoever signed an assertion, as Kubernetes does for a pod.
     *
     * @param assertion asked for with each token: Kubernetes changes it every hour
     */
    public BearerTokens withAssertion(Application application, Supplier<String> assertion) {
        return tokens(
                () -> of(application, Map.of("client_assertion_type", ASSERTION, "client_assertion", held(assertion))),
                "Entra ID");
    }

    /**
     * Tokens of the machine.
     *
     * @param metadata address of the service that gives them, as {@code http://169.254.169.254}
     * @param client of an identity that is not the machine's only one
     */
    public BearerTokens ofMachine(URI metadata, @Nullable String client) {
        Map<String, String> query = new TreeMap<>(Map.of("api-version", "2018-02-01", "resource", RESOURCE));
        if (client != null) {
            query.put("client_id", client);
        }
        HttpRequest request = HttpRequest.newBuilder(
                        metadata.resolve("/metadata/identity/oauth2/token?" + Encoding.query(query)))
                .header("Metadata", "true")
                .GET()
                .build();
        return tokens(() -> request, "the machine's managed identity");
    }

    private BearerTokens tokens(Signed asking, String giver) {
        return new BearerTokens(http, asking, giver, timeout, clock);
    }

    private static HttpRequest of(Application application, Map<String, String> proof) {
        Map<String, String> form = new TreeMap<>(proof);
        form.put("client_id", application.client());
        form.put("grant_type", "client_credentials");
        form.put("scope", RESOURCE + ".default");
        return HttpRequest.newBuilder(
                        application.authority().resolve("/" + application.tenant() + "/oauth2/v2.0/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(Encoding.query(form)))
                .build();
    }

    private static String held(Supplier<String> secret) throws IOException {
        try {
            return secret.get();
        } catch (IllegalStateException absent) {
            throw new StorageException("what an application shows Entra ID is not there: " + absent.getMessage(), null);
        }
    }
}
