package io.weir.support.outbox;

import io.weir.support.secret.SecretReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address outside of the platform.
 *
 * @param address that takes messages by POST
 * @param token sent as a bearer token; null for none. It never appears in a log, an error or the table of messages
 */
public record HttpEndpoint(URI address, @Nullable SecretReference token) {

    private static final Set<String> SCHEMES = Set.of("http", "https");

    /** Refuses what is no address over HTTP, and one that holds credentials, without repeating it. */
    public HttpEndpoint {
        if (address.getScheme() == null || !SCHEMES.contains(address.getScheme()) || address.getHost() == null) {
            throw new IllegalArgumentException("the address must begin with http:// or https:// and name a host");
        }
        if (address.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the address must hold no credentials; give a token by reference");
        }
    }

    /** The address without its query, which may hold keys. */
    String label() {
        try {
            return new URI(address.getScheme(), address.getAuthority(), address.getPath(), null, null).toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("parts of an address make no address", impossible);
        }
    }
}
