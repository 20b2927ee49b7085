package io.weir.support.identity;

import java.net.http.HttpRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this service says of itself when it asks another. */
public final class ServiceIdentity {

    private final @Nullable SignedTokens tokens;
    private final Identity own;

    ServiceIdentity(@Nullable SignedTokens tokens, String service) {
        this.tokens = tokens;
        this.own = new Identity("service:" + service, Scope.WRITE);
    }

    /** Says nothing, among services that do not ask. */
    public static ServiceIdentity silent() {
        return new ServiceIdentity(null, "silent");
    }

    /** Signs a request; each has a token of its own, which lasts some minutes. */
    public void sign(HttpRequest.Builder request) {
        authorization(own).ifPresent(value -> request.setHeader("Authorization", value));
    }

    /** The header with which this service asks for somebody whose call it passes on; none where nobody needs one. */
    public Optional<String> authorization(Identity caller) {
        return Optional.ofNullable(tokens).map(signing -> "Bearer " + signing.issue(caller));
    }
}
