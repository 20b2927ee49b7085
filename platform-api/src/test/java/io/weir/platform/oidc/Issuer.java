package io.weir.platform.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/** Signs tokens and tells its keys over HTTP, as an identity provider does. */
public final class Issuer implements AutoCloseable {

    public static final String AUDIENCE = "weir";

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile ECKey key = key("first");

    public Issuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(
                        exchange, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(address(), address())));
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            answer(exchange, new JWKSet(key.toPublicJWK()).toString());
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How often its keys were asked for. */
    int asked() {
        return asked.get();
    }

    /** Signs with another key from now on, and tells of no other. */
    void rotate(String id) {
        key = key(id);
    }

    ECKey current() {
        return key;
    }

    static ECKey key(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    /** A token for a minute. */
    String token(String user, String... groups) {
        return token(claims -> claims.subject(user).claim("groups", List.of(groups)));
    }

    public String token(UnaryOperator<JWTClaimsSet.Builder> claims) {
        return sign(key, claims);
    }

    String sign(ECKey with, UnaryOperator<JWTClaimsSet.Builder> claims) {
        Instant now = Instant.now();
        JWTClaimsSet.Builder usual = new JWTClaimsSet.Builder()
                .issuer(address())
                .audience(AUDIENCE)
                .subject("ann")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(60)));
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(with.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        SignedJWT token = new SignedJWT(header, claims.apply(usual).build());
        try {
            token.sign(new ECDSASigner(with));
        } catch (JOSEException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
        return token.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
