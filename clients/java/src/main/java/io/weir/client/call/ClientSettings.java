package io.weir.client.call;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how to call.
 *
 * @param url of the gateway
 * @param token sent as a bearer token; null for none
 * @param timeout of one attempt
 * @param attempts of calls that may be made twice, 1 or more
 * @param backoff the first wait between two; it doubles, with jitter
 */
public record ClientSettings(URI url, @Nullable String token, Duration timeout, int attempts, Duration backoff) {

    private static final ClientSettings DEFAULTS = new ClientSettings(
            URI.create("http://127.0.0.1:8080"), null, Duration.ofSeconds(30), 4, Duration.ofMillis(200));

    /** @throws IllegalArgumentException for an address that is none, or no attempt at all */
    public ClientSettings {
        url = GatewayAddress.base(url);
        if (attempts < 1 || timeout.toMillis() < 1 || backoff.isNegative()) {
            throw new IllegalArgumentException("attempts are " + attempts + ", timeout " + timeout + " and backoff "
                    + backoff + "; 1 or more, a millisecond or more and 0 or more are allowed");
        }
    }

    /** Of one gateway, and else as usual. */
    public static ClientSettings of(String url, @Nullable String token) {
        return new ClientSettings(GatewayAddress.of(url), token, DEFAULTS.timeout, DEFAULTS.attempts, DEFAULTS.backoff);
    }

    /**
     * By {@code WEIR_DSN}, or {@code WEIR_URL} and {@code WEIR_TOKEN}; {@code DELTASTREAM_…} and {@code DATLAKE_…} are read where
     * those are not set.
     */
    public static ClientSettings fromEnvironment() {
        return from(new Variables(System.getenv()));
    }

    /** The same, of an environment that somebody else has read. */
    public static ClientSettings from(Variables environment) {
        ClientSettings told = new ClientSettings(
                environment
                        .first("WEIR_URL", "WEIR_API_URL", "DELTASTREAM_SERVER_URL", "DATLAKE_API_URL")
                        .map(GatewayAddress::of)
                        .orElse(DEFAULTS.url),
                environment
                        .first("WEIR_TOKEN", "WEIR_API_KEY", "DELTASTREAM_TOKEN", "DATLAKE_API_KEY")
                        .orElse(null),
                Duration.ofMillis(number(environment, "DEFAULT_TIMEOUT_MS", DEFAULTS.timeout.toMillis(), 1)),
                Math.max(1, number(environment, "RETRY_MAX_ATTEMPTS", DEFAULTS.attempts, 0)),
                Duration.ofMillis(number(environment, "RETRY_BACKOFF_MS", DEFAULTS.backoff.toMillis(), 0)));
        return environment
                .first("WEIR_DSN", "DELTASTREAM_DSN")
                .map(dsn -> DataSourceName.of(dsn).settings(told))
                .orElse(told);
    }

    private static int number(Variables environment, String name, long otherwise, int least) {
        return environment.number((int) otherwise, least, "WEIR_" + name, "DATLAKE_" + name);
    }

    /**
     * Reads {@code https://:TOKEN@host/v2?timeout=…&attempts=…&backoff=…}, times in milliseconds.
     *
     * @throws IllegalArgumentException for what is none
     */
    public static ClientSettings fromDsn(String dsn) {
        return DataSourceName.of(dsn).settings(DEFAULTS);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ClientSettings[url=" + url + ", timeout=" + timeout + "]";
    }
}
