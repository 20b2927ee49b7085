package io.weir.platform.oidc;

import io.weir.support.identity.Scope;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are taken besides the platform's own.
 *
 * @param issuer as it stands in the tokens' {@code iss}, and where its {@code .well-known/openid-configuration} is; none are
 *     taken unless it is given
 * @param audiences one of which each token must be for
 * @param userClaim names the user in a token
 * @param rolesClaim names the roles in a token, a text or a list; those that are roles here count
 * @param scope what a token opens at most
 * @param administrators what must be among the roles of a token to make its user an administrator; nothing does unless given
 * @param clockSkew how far the issuer's clock may be from this one's
 */
@ConfigurationProperties("weir.identity.oidc")
public record OidcSettings(
        @Nullable URI issuer,
        @DefaultValue List<String> audiences,
        @DefaultValue("sub") String userClaim,
        @DefaultValue("groups") String rolesClaim,
        @DefaultValue("WRITE") Scope scope,
        @Nullable String administrators,
        @DefaultValue("30s") Duration clockSkew) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration MOST_SKEW = Duration.ofMinutes(5);

    public OidcSettings {
        if (issuer != null) {
            must(isSafe(issuer), "issuer must be an https address, or one of this machine");
            must(
                    !audiences.isEmpty(),
                    "audiences must name at least one: a token for another is no token for the platform");
            must(
                    scope != Scope.ADMIN,
                    "scope must be READ or WRITE: administrators are named by a role of their tokens");
        }
        must(!clockSkew.isNegative() && clockSkew.compareTo(MOST_SKEW) <= 0, "clock-skew must be 0 to 5m");
    }

    private static void must(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("weir.identity.oidc." + what);
        }
    }

    /** Keys that come over a wire that others can write on would open everything to them. */
    private static boolean isSafe(URI issuer) {
        return issuer.getHost() != null
                && ("https".equals(issuer.getScheme())
                        || ("http".equals(issuer.getScheme()) && THIS_MACHINE.contains(issuer.getHost())));
    }
}
