package io.weir.support.identity;

import io.weir.support.tracing.Spans;
import java.net.http.HttpRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this service says of itself when it asks another. */
public final class ServiceIdentity {

    private final @Nullable SignedTokens tokens;
    private final Identity own;
    private final Spans spans;

    ServiceIdentity(@Nullable SignedTokens tokens, String service, Spans spans) {
        this.tokens = tokens;
        this.own = new Identity(CallerKind.SERVICE.named(service), Scope.WRITE);
        this.spans = spans;
    }

    /** Says nothing, among services that do not ask. */
    public static ServiceIdentity silent() {
        return new ServiceIdentity(null, "silent", Spans.OFF);
    }

    /** Signs a request, with a token that lasts some minutes; it is of the trace that it is made for. */
    public void sign(HttpRequest.Builder request) {
        authorization(own).ifPresent(value -> request.setHeader("Authorization", value));
        spans.pass(request::setHeader);
    }

    /** The header with which this service asks for somebody whose call it passes on; none where nobody needs one. */
    public Optional<String> authorization(Identity caller) {
        return Optional.ofNullable(tokens).map(signing -> "Bearer " + signing.issue(caller));
    }
}
