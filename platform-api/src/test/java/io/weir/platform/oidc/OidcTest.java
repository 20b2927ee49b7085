package io.weir.platform.oidc;

import static io.weir.platform.TestPlatform.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.weir.platform.SignedInPlatform;
import io.weir.platform.TestPlatform;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Who comes with a token of the issuer that the platform trusts. */
@ExtendWith(SignedInPlatform.class)
class OidcTest {

    private static SignedInPlatform.Running running;
    private static TestPlatform platform;
    private static Issuer issuer;

    @BeforeAll
    static void find(SignedInPlatform.Running shared) {
        running = shared;
        platform = shared.platform();
        issuer = shared.issuer();
    }

    private static HttpResponse<String> get(String path, String token) {
        return platform.get(path, "Authorization", "Bearer " + token);
    }

    /** What a service behind the gateway is told of who calls. */
    private static String seen(String token) {
        JsonNode answer = json(get("/api/v1/tables", token));
        return new String(
                Base64.getUrlDecoder().decode(answer.path("seen").asString().split("[ .]")[2]), StandardCharsets.UTF_8);
    }

    private static void role(String name) {
        HttpResponse<String> made = platform.post(
                "/api/v1/roles", "{\"name\":\"" + name + "\"}", "Authorization", "Bearer " + running.admin());
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    }

    @Test
    void itsUserHasTheRolesThatItNamesAndThoseGivenHere() {
        role("oidc.group");
        role("oidc.own");
        platform.post(
                "/api/v1/users",
                "{\"name\":\"olga\",\"roles\":[\"oidc.own\"]}",
                "Authorization",
                "Bearer " + running.admin());
        assertThat(seen(issuer.token("olga", "oidc.group", "nobody-here-knows")))
                .contains("\"sub\":\"user:olga\"", "\"scope\":\"write\"", "\"roles\":[\"oidc.group\",\"oidc.own\"]");
        assertThat(get("/api/v1/audit", issuer.token("olga", "oidc.group")).statusCode())
                .isEqualTo(403);
    }

    @Test
    void oneGroupIsTheAdministrators() {
        assertThat(get("/api/v1/tokens", issuer.token("root", "platform-admins"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(get("/api/v1/tokens", issuer.token(claims -> claims.claim("groups", "platform-admins")))
                        .statusCode())
                .as("a text is a list of one")
                .isEqualTo(200);
    }

    static Stream<UnaryOperator<JWTClaimsSet.Builder>> noGoodClaims() {
        Instant now = Instant.now();
        return Stream.of(
                claims -> claims.issuer("https://another.example.com"),
                claims -> claims.audience("another"),
                claims -> claims.audience(List.of()),
                claims -> claims.expirationTime(Date.from(now.minusSeconds(60))),
                claims -> claims.expirationTime(null),
                claims -> claims.notBeforeTime(Date.from(now.plusSeconds(300))),
                claims -> claims.subject(null),
                claims -> claims.subject("two\nlines"));
    }

    @ParameterizedTest
    @MethodSource("noGoodClaims")
    void whatIsNotForThePlatformNowIsNothing(UnaryOperator<JWTClaimsSet.Builder> claims) {
        assertThat(get("/api/v1/tables", issuer.token(claims)).statusCode()).isEqualTo(401);
    }

    @Test
    void clocksMayBeALittleApart() {
        String expired = issuer.token(
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(10))));
        assertThat(get("/api/v1/tables", expired).statusCode()).isEqualTo(200);
    }

    @Test
    void nobodyElseSigns() throws Exception {
        assertThat(get("/api/v1/tables", issuer.sign(Issuer.key(issuer.current().getKeyID()), claims -> claims))
                        .statusCode())
                .as("another key of the same name")
                .isEqualTo(401);
        String[] parts = issuer.token("ann").split("\\.");
        String[] others = issuer.token("root", "platform-admins").split("\\.");
        assertThat(get("/api/v1/tables", parts[0] + "." + others[1] + "." + parts[2])
                        .statusCode())
                .isEqualTo(401);
        String none = Base64.getUrlEncoder().withoutPadding().encodeToString("{\"alg\":\"none\"}".getBytes());
        assertThat(get("/api/v1/tables", none + "." + others[1] + ".").statusCode())
                .isEqualTo(401);
        SignedJWT confused = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .keyID(issuer.current().getKeyID())
                        .build(),
                SignedJWT.parse(String.join(".", others)).getJWTClaimsSet());
        confused.sign(new MACSigner(issuer.current().toPublicJWK().toJSONString()));
        assertThat(get("/api/v1/tables", confused.serialize()).statusCode())
                .as("the public key as a secret one")
                .isEqualTo(401);
    }

    @Test
    void anotherKeyIsLearnedAtOnceAndTheIssuerIsNotAskedForEachTokenThatNobodySigned() {
        assertThat(get("/api/v1/tables", issuer.token("ann")).statusCode()).isEqualTo(200);
        issuer.rotate("second");
        assertThat(get("/api/v1/tables", issuer.token("ann")).statusCode()).isEqualTo(200);
        int before = issuer.asked();
        for (int other = 0; other < 20; other++) {
            assertThat(get("/api/v1/tables", issuer.sign(Issuer.key("unknown" + other), claims -> claims))
                            .statusCode())
                    .isIn(401, 503);
        }
        assertThat(issuer.asked() - before).isLessThanOrEqualTo(2);
        assertThat(get("/api/v1/tables", issuer.token("ann")).statusCode()).isEqualTo(200);
    }
}
