package io.weir.client.call;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Where a gateway answers. */
final class GatewayAddress {

    private static final String RULE = "the address is none: it must be like https://weir.example.com";
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private GatewayAddress() {}

    static URI of(String text) {
        return parsed(text, RULE);
    }

    /** Without what DeltaStream's ends in, and ours has not: {@code /v2}. */
    static URI base(URI address) {
        URI url = checked(address, RULE);
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "the address holds credentials: give the token apart from it, or use a DSN");
        }
        return URI.create(url.getScheme() + "://" + url.getRawAuthority()
                + url.getRawPath().replaceFirst("/(v2/?)?$", ""));
    }

    static URI parsed(String text, String rule) {
        try {
            return checked(new URI(text), rule);
        } catch (URISyntaxException none) {
            // Not as the cause: it repeats the text, which may hold a token.
            throw new IllegalArgumentException(rule);
        }
    }

    private static URI checked(URI url, String rule) {
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(rule);
        }
        return url;
    }
}
