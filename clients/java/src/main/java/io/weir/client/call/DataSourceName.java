package io.weir.client.call;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A text that says all there is to say to sign in: {@code https://:TOKEN@host/v2?timeout=…&attempts=…&backoff=…}. */
record DataSourceName(URI text) {

    private static final String RULE = "the DSN is none: it must be like https://:TOKEN@host";

    static DataSourceName of(String text) {
        // The text is not repeated: there is a token in it.
        return new DataSourceName(GatewayAddress.parsed(text, RULE));
    }

    ClientSettings settings(ClientSettings otherwise) {
        Variables asked = new Variables(parameters());
        return new ClientSettings(
                URI.create(text.getScheme() + "://" + hostAndPort() + text.getRawPath()),
                token(),
                Duration.ofMillis(asked.number((int) otherwise.timeout().toMillis(), 1, "timeout")),
                asked.number(otherwise.attempts(), 1, "attempts"),
                Duration.ofMillis(asked.number((int) otherwise.backoff().toMillis(), 0, "backoff")));
    }

    private String hostAndPort() {
        String authority = text.getRawAuthority();
        return authority.substring(authority.lastIndexOf('@') + 1);
    }

    private @Nullable String token() {
        String user = Optional.ofNullable(text.getRawUserInfo()).orElse("");
        String token = user.substring(user.indexOf(':') + 1);
        // A plus is itself here, and no space as in a query.
        return token.isEmpty() ? null : URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : Optional.ofNullable(text.getQuery()).orElse("").split("&")) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return parameters;
    }
}
