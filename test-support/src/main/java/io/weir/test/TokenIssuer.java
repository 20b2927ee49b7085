package io.weir.test;

import io.weir.test.s3.TokenServer;
import io.weir.test.s3.TokenServer.Asked;
import io.weir.test.s3.TokenServer.Told;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** An identity provider of tests: gives its only client signed tokens, and whoever asks the key to check them by. */
public final class TokenIssuer implements AutoCloseable {

    public static final String CLIENT = "weir";
    public static final String SECRET = "a secret: of +&% signs";
    public static final String AUDIENCE = "brokers";

    private static final int OK = 200;
    private static final int DENIED = 401;
    private static final int HOUR = 3_600;

    private final TokenServer server = new TokenServer();
    private final KeyPair keys;
    private volatile int status = OK;
    private volatile String audience = AUDIENCE;
    private volatile int seconds = HOUR;

    private TokenIssuer(KeyPair keys) {
        this.keys = keys;
        server.answer(asked -> asked.path().equals("/token") ? token(asked) : keys());
    }

    public static TokenIssuer start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2_048);
            return new TokenIssuer(generator.generateKeyPair());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public String tokenEndpoint() {
        return server.address() + "/token";
    }

    /** What a broker is to be told that takes these tokens; its process has to be allowed to ask for the keys. */
    public Map<String, String> settings() {
        String security = "org.apache.kafka.common.security.oauthbearer.";
        String endpoint = server.address() + "/keys";
        System.setProperty("org.apache.kafka.sasl.oauthbearer.allowed.urls", endpoint);
        return Map.of(
                "sasl.enabled.mechanisms",
                "PLAIN,OAUTHBEARER",
                "listener.name.sasl.oauthbearer.sasl.jaas.config",
                security + "OAuthBearerLoginModule required;",
                "listener.name.sasl.oauthbearer.sasl.server.callback.handler.class",
                security + "OAuthBearerValidatorCallbackHandler",
                "sasl.oauthbearer.jwks.endpoint.url",
                endpoint,
                "sasl.oauthbearer.expected.audience",
                AUDIENCE);
    }

    /** From now on answers requests for tokens with a status; 200 is as ever. */
    public void answer(int other) {
        status = other;
    }

    /** From now on gives tokens that are for others. */
    public void issueFor(String other) {
        audience = other;
    }

    /** From now on gives tokens that say of themselves that they are good for so many seconds; an hour unless it is called. */
    public void issueForSeconds(int other) {
        seconds = other;
    }

    /** What it was asked for tokens with, so far. */
    public List<Map<String, String>> asked() {
        return server.asked().stream()
                .filter(each -> each.path().equals("/token"))
                .map(Asked::form)
                .toList();
    }

    private Told token(Asked asked) {
        String both = Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(StandardCharsets.UTF_8));
        if (status != OK) {
            return new Told(status, "{\"error\": \"temporarily_unavailable\"}");
        }
        return ("Basic " + both).equals(asked.headers().get("Authorization"))
                ? Told.token(signed(), seconds)
                : new Told(DENIED, "{\"error\": \"invalid_client\", \"error_description\": \"wrong secret\"}");
    }

    private String signed() {
        long now = Instant.now().getEpochSecond();
        String text = encoded("{\"alg\": \"RS256\", \"kid\": \"1\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(("{\"sub\": \"" + CLIENT + "\", \"aud\": \"" + audience + "\", \"iat\": " + now
                                + ", \"exp\": " + (now + seconds) + "}")
                        .getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + encoded(signature.sign());
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Told keys() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return new Told(
                OK,
                "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"1\", \"use\": \"sig\", \"alg\": \"RS256\", \"n\": \""
                        + number(key.getModulus()) + "\", \"e\": \"" + number(key.getPublicExponent()) + "\"}]}");
    }

    /** Without the zero that says that a number is not negative. */
    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return encoded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        server.close();
    }
}
