package io.weir.standalone.resource;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A platform that a command asks, and as whom.
 *
 * @param token what to send now, for it may be good for some minutes only; none where nobody is asked who they are
 */
public record Connection(URI gateway, Supplier<Optional<String>> token) {

    /** Has a request say who makes it. */
    public void sign(HttpRequest.Builder request) {
        token.get().ifPresent(known -> request.setHeader("Authorization", "Bearer " + known));
    }
}
