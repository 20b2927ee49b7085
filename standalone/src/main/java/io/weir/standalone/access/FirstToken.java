package io.weir.standalone.access;

import io.weir.client.ApiClient;
import io.weir.client.ApiException;
import io.weir.client.api.TokensApi;
import io.weir.client.model.CreateTokenRequest;
import io.weir.standalone.platform.PlatformAddresses;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The token that a new platform's administrator begins with. */
public final class FirstToken {

    private static final String NAME = "admin";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LIFE = Duration.ofDays(365);

    private FirstToken() {}

    /**
     * Makes the first token of a platform that has none.
     *
     * @return the token, which nobody can tell later; none where there are tokens, or nobody needs one
     * @throws ApiException where the gateway does not answer as it should
     */
    public static Optional<String> make(PlatformAddresses platform) throws ApiException {
        LocalAccess access = new LocalAccess(platform.dataDir());
        TokensApi tokens = new TokensApi(client(platform, access));
        if (isOpen(platform) || !tokens.listTokens(null, 1, null).getItems().isEmpty()) {
            return Optional.empty();
        }
        CreateTokenRequest request = new CreateTokenRequest()
                .name(NAME)
                .scope(CreateTokenRequest.ScopeEnum.ADMIN)
                .expiresAt(OffsetDateTime.now(ZoneOffset.UTC).plus(LIFE));
        return Optional.of(tokens.createToken(request).getToken());
    }

    /** Whether the gateway answers to who says nothing. */
    private static boolean isOpen(PlatformAddresses platform) throws ApiException {
        ApiClient silent = new ApiClient();
        configure(silent, platform);
        try {
            new TokensApi(silent).listTokens(null, 1, null);
            return true;
        } catch (ApiException refused) {
            if (refused.getCode() == 401) {
                return false;
            }
            throw refused;
        }
    }

    private static ApiClient client(PlatformAddresses platform, LocalAccess access) {
        ApiClient client = new ApiClient();
        configure(client, platform);
        client.setRequestInterceptor(access::sign);
        return client;
    }

    private static void configure(ApiClient client, PlatformAddresses platform) {
        client.updateBaseUri(platform.gateway().toString());
        client.setHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1));
        client.setReadTimeout(PATIENCE);
    }
}
