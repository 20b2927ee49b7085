package io.weir.platform.oidc.http;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import io.weir.platform.oidc.OidcSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Fetches the issuer's keys from where its configuration says that they are (OpenID Connect Discovery 1.0, section 4). */
@Component
@ConditionalOnProperty("weir.identity.oidc.issuer")
class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int LONGEST = 1 << 20;
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final URI issuer;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    IssuerKeys(OidcSettings settings) {
        this.issuer = Objects.requireNonNull(settings.issuer());
    }

    private record Discovered(
            @Nullable String issuer, @Nullable URI jwks_uri) {}

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long currentTime, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            return JWKSet.parse(get(keys()));
        } catch (IOException | ParseException | JacksonException | IllegalArgumentException unusable) {
            throw new JWKSetUnavailableException("The keys of " + issuer + " cannot be had", unusable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new JWKSetUnavailableException("Stopped while waiting for the keys of " + issuer, stopped);
        }
    }

    private URI keys() throws IOException, InterruptedException {
        String base = issuer.toString().replaceFirst("/$", "");
        Discovered found =
                JSON.readValue(get(URI.create(base + "/.well-known/openid-configuration")), Discovered.class);
        if (!issuer.toString().equals(found.issuer()) || found.jwks_uri() == null) {
            throw new IOException("what is configured there is of the issuer " + found.issuer());
        }
        if (!"https".equals(found.jwks_uri().getScheme()) && "https".equals(issuer.getScheme())) {
            throw new IOException("its keys are not behind https: " + found.jwks_uri());
        }
        return found.jwks_uri();
    }

    private String get(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IOException(address + " answers " + answer.statusCode());
            }
            return new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        // The client has nothing to close.
    }
}
