package io.weir.platform.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.JWTProcessor;
import io.weir.support.identity.BearerTokens;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes an issuer's tokens where one is named. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("weir.identity.oidc.issuer")
class OidcConfiguration {

    /** How long a key counts that the issuer has withdrawn. */
    private static final Duration KEPT = Duration.ofMinutes(5);

    /** How long known keys count while the issuer does not answer. */
    private static final Duration OUTAGE = Duration.ofHours(1);

    private static final Duration WAIT = Duration.ofSeconds(5);

    /** Tokens with keys that nobody knows have the issuer asked twice in this time, however many there are. */
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    /** None by which a public key could be taken for a secret one. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.PS256,
            JWSAlgorithm.PS384,
            JWSAlgorithm.PS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    @Bean
    BearerTokens oidcTokens(JWKSetSource<SecurityContext> keys, OidcSettings settings, KnownRoles roles) {
        return new OidcTokens(processor(keys, settings), settings, roles);
    }

    private static JWTProcessor<SecurityContext> processor(JWKSetSource<SecurityContext> keys, OidcSettings settings) {
        JWKSource<SecurityContext> kept = JWKSourceBuilder.create(keys)
                .cache(KEPT.toMillis(), WAIT.toMillis())
                .refreshAheadCache(false)
                .rateLimited(BETWEEN.toMillis())
                .outageTolerant(OUTAGE.toMillis())
                .build();
        DefaultJWTClaimsVerifier<SecurityContext> claims = new DefaultJWTClaimsVerifier<>(
                new HashSet<>(settings.audiences()),
                new JWTClaimsSet.Builder()
                        .issuer(String.valueOf(settings.issuer()))
                        .build(),
                Set.of("exp", settings.userClaim()),
                null);
        claims.setMaxClockSkew((int) settings.clockSkew().toSeconds());
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, kept));
        processor.setJWTClaimsSetVerifier(claims);
        return processor;
    }
}
