package io.weir.platform.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.weir.support.identity.BearerTokens;
import io.weir.support.identity.CallerKind;
import io.weir.support.identity.Identity;
import io.weir.support.identity.Scope;
import io.weir.support.problem.ProblemException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells who brings a token of the issuer. Nothing of it is kept: it is good until it expires, and whoever is to be kept out
 * sooner must be taken their roles, or what these were granted.
 */
final class OidcTokens implements BearerTokens {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** As it is logged, audited and sent on; nothing that could be taken for the end of a line. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}\\p{Punct}]{1,200}");

    private final JWTProcessor<SecurityContext> processor;
    private final OidcSettings settings;
    private final KnownRoles roles;

    OidcTokens(JWTProcessor<SecurityContext> processor, OidcSettings settings, KnownRoles roles) {
        this.processor = processor;
        this.settings = settings;
        this.roles = roles;
    }

    @Override
    public Optional<Identity> find(String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            // Others' tokens, such as the services' own, cost the issuer no question.
            return isTheIssuers(signed) ? identity(processor.process(signed, null)) : Optional.empty();
        } catch (KeySourceException away) {
            throw ProblemException.unavailable(
                    "Whose token this is cannot be told: the issuer's keys cannot be had now", RETRY_AFTER, away);
        } catch (ParseException | BadJOSEException | JOSEException notGenuine) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Statement> statement(String token) {
        try {
            SignedJWT signed = SignedJWT.parse(token);
            return isTheIssuers(signed)
                    ? Optional.of(signed.getJWTClaimsSet())
                            .filter(claims -> claims.getExpirationTime() != null)
                            .map(this::statement)
                    : Optional.empty();
        } catch (ParseException anotherKind) {
            return Optional.empty();
        }
    }

    private Statement statement(JWTClaimsSet claims) {
        Instant end = claims.getExpirationTime().toInstant().plus(settings.clockSkew());
        return new Statement(end, named(claims.getClaim(settings.rolesClaim())));
    }

    private boolean isTheIssuers(SignedJWT signed) throws ParseException {
        return String.valueOf(settings.issuer()).equals(signed.getJWTClaimsSet().getIssuer());
    }

    private Optional<Identity> identity(JWTClaimsSet claims) throws ParseException {
        String user = claims.getStringClaim(settings.userClaim());
        if (user == null || !NAME.matcher(user).matches()) {
            return Optional.empty();
        }
        List<String> named = named(claims.getClaim(settings.rolesClaim()));
        Scope scope = settings.administrators() != null && named.contains(settings.administrators())
                ? Scope.ADMIN
                : settings.scope();
        return Optional.of(new Identity(CallerKind.USER.named(user), scope, roles.of(user, named)));
    }

    /** What has another form than a name has is none. */
    private static List<String> named(@Nullable Object claim) {
        Collection<?> all = claim instanceof Collection<?> some
                ? some
                : Stream.ofNullable(claim).toList();
        return all.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(name -> NAME.matcher(name).matches())
                .toList();
    }
}
