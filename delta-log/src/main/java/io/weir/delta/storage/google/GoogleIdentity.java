package io.weir.delta.storage.google;

import io.weir.delta.InvalidActionException;
import io.weir.delta.json.DeltaJson;
import io.weir.delta.storage.StorageException;
import io.weir.delta.storage.rest.BearerTokens;
import io.weir.delta.storage.rest.Encoding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Who calls Google: a service account whose key is at hand, or whoever the machine runs as, which in Kubernetes is the workload
 * identity of the pod.
 *
 * @see <a href="https://developers.google.com/identity/protocols/oauth2/service-account">tokens for a key</a>
 * @see <a href="https://cloud.google.com/compute/docs/access/authenticate-workloads">tokens of a machine</a>
 */
public final class GoogleIdentity {

    private static final String SCOPE = "https://www.googleapis.com/auth/devstorage.read_write";
    private static final String OF_MACHINE = "/computeMetadata/v1/instance/service-accounts/default/token";
    private static final Duration LIFE = Duration.ofHours(1);

    private GoogleIdentity() {}

    /**
     * Tokens of a service account.
     *
     * @param key the JSON that Google gives out; asked for with each token, so that a changed one counts
     */
    public static BearerTokens ofKey(HttpClient http, Supplier<String> key, Duration timeout, Clock clock) {
        return new BearerTokens(
                http, () -> request(key, clock), "the token service of the service account's key", timeout, clock);
    }

    /** Tokens of the machine, or of the pod, from its metadata server at an address without a path. */
    public static BearerTokens ofMachine(HttpClient http, URI metadata, Duration timeout, Clock clock) {
        HttpRequest request = HttpRequest.newBuilder(metadata.resolve(OF_MACHINE))
                .header("Metadata-Flavor", "Google")
                .GET()
                .build();
        return new BearerTokens(http, () -> request, "the machine's metadata server", timeout, clock);
    }

    /** Nothing of the key goes into an error: what is wrong with it may be the wrong secret. */
    private static HttpRequest request(Supplier<String> key, Clock clock) throws IOException {
        try {
            JsonNode account = DeltaJson.parse(key.get(), "key");
            if (!account.path("type").asString("").equals("service_account")) {
                throw new StorageException("the key for Google is not of the type service_account", null);
            }
            URI service = URI.create(account.path("token_uri").stringValue());
            String form = Encoding.query(new TreeMap<>(Map.of(
                    "grant_type",
                    "urn:ietf:params:oauth:grant-type:jwt-bearer",
                    "assertion",
                    assertion(account, clock))));
            return HttpRequest.newBuilder(service)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build();
        } catch (GeneralSecurityException
                | InvalidActionException
                | IllegalStateException
                | IllegalArgumentException
                | tools.jackson.core.JacksonException unusable) {
            throw new StorageException("the service account's key for Google is not there, or is none", null);
        }
    }

    private static String assertion(JsonNode account, Clock clock) throws GeneralSecurityException {
        long now = clock.instant().getEpochSecond();
        String signed = part(Map.of(
                        "alg",
                        "RS256",
                        "typ",
                        "JWT",
                        "kid",
                        account.path("private_key_id").asString("")))
                + "."
                + part(Map.of(
                        "iss",
                        account.path("client_email").stringValue(),
                        "scope",
                        SCOPE,
                        "aud",
                        account.path("token_uri").stringValue(),
                        "iat",
                        now,
                        "exp",
                        now + LIFE.toSeconds()));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key(account.path("private_key").stringValue()));
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + text(signature.sign());
    }

    private static String part(Map<String, Object> claims) {
        return text(DeltaJson.mapper().writeValueAsBytes(new TreeMap<>(claims)));
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }
}
